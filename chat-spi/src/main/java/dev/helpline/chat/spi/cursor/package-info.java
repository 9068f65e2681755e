/** How far each reader of a session has come, and the port that remembers it. */
@NullMarked
package dev.helpline.chat.spi.cursor;

import org.jspecify.annotations.NullMarked;
