/** The port for whatever has to happen later. */
@NullMarked
package dev.helpline.chat.spi.time;

import org.jspecify.annotations.NullMarked;
