/** The port that runs tasks after a delay. */
@NullMarked
package dev.helpline.chat.spi.time;

import org.jspecify.annotations.NullMarked;
