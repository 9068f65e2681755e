/** Texts that agents use again and again, and where they are kept. */
@NullMarked
package dev.helpline.chat.spi.canned;

import org.jspecify.annotations.NullMarked;
