/** Bots, which may answer customers before an agent is there. */
@NullMarked
package dev.helpline.chat.spi.bot;

import org.jspecify.annotations.NullMarked;
