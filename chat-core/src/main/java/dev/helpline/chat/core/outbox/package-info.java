/** How events are handed to durable listeners, and what became of those that could not be. */
@NullMarked
package dev.helpline.chat.core.outbox;

import org.jspecify.annotations.NullMarked;
