/** The ratings that customers give to ended sessions. */
@NullMarked
package dev.helpline.chat.spi.rating;

import org.jspecify.annotations.NullMarked;
