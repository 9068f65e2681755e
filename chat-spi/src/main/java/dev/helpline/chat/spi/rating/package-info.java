/** What a customer thought of an ended session. */
@NullMarked
package dev.helpline.chat.spi.rating;

import org.jspecify.annotations.NullMarked;
