/** What the engine tells its host: events of conversations, and measurements. */
@NullMarked
package dev.helpline.chat.spi.notify;

import org.jspecify.annotations.NullMarked;
