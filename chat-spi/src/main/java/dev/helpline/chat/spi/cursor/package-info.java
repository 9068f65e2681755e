/** How far each reader has read a session, and the port that remembers it. */
@NullMarked
package dev.helpline.chat.spi.cursor;

import org.jspecify.annotations.NullMarked;
