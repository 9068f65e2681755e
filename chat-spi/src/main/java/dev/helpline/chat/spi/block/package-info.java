/** Blocked customers and network addresses, and the port that remembers them. */
@NullMarked
package dev.helpline.chat.spi.block;

import org.jspecify.annotations.NullMarked;
