/** Rate limits, and the port that decides whether a caller may act once more. */
@NullMarked
package dev.helpline.chat.spi.limit;

import org.jspecify.annotations.NullMarked;
