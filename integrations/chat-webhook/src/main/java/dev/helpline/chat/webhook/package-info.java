/** Sends the events of the chat to other services, signed, and checks such signatures. */
@NullMarked
package dev.helpline.chat.webhook;

import org.jspecify.annotations.NullMarked;
