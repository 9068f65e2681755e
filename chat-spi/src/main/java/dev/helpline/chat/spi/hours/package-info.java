/** The port that says when agents can be expected. */
@NullMarked
package dev.helpline.chat.spi.hours;

import org.jspecify.annotations.NullMarked;
