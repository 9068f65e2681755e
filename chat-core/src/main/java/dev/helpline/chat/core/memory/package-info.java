/** A store in memory, for tests, demonstrations and short-lived processes. */
@NullMarked
package dev.helpline.chat.core.memory;

import org.jspecify.annotations.NullMarked;
