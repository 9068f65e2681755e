/** What reports count: the facts of sessions, which the commits that cause them write. */
@NullMarked
package dev.helpline.chat.spi.facts;

import org.jspecify.annotations.NullMarked;
