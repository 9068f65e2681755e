/** The outbox: events of sessions that are handed to the host at least once, whatever happens to the process. */
@NullMarked
package dev.helpline.chat.spi.outbox;

import org.jspecify.annotations.NullMarked;
