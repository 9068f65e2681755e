/** The numbered log of a session: messages, events, notes and amendments. */
@NullMarked
package dev.helpline.chat.spi.entry;

import org.jspecify.annotations.NullMarked;
