/** Commands to the chat that a host has stored in a transaction of its own. */
@NullMarked
package dev.helpline.chat.spi.inbox;

import org.jspecify.annotations.NullMarked;
