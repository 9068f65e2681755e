/** Texts that agents have not sent yet, and where they are kept. */
@NullMarked
package dev.helpline.chat.spi.draft;

import org.jspecify.annotations.NullMarked;
