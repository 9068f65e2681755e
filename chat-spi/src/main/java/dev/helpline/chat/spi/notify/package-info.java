/** The ports through which the engine reports events of conversations and measurements to its host. */
@NullMarked
package dev.helpline.chat.spi.notify;

import org.jspecify.annotations.NullMarked;
