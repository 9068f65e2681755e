/** The port that says whether a principal may act once more. */
@NullMarked
package dev.helpline.chat.spi.limit;

import org.jspecify.annotations.NullMarked;
