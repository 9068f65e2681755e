/** Hands the events of the outbox to durable listeners. */
@NullMarked
package dev.helpline.chat.core.internal.outbox;

import org.jspecify.annotations.NullMarked;
