/** Asks the host's bot, and writes its answers. */
@NullMarked
package dev.helpline.chat.core.internal.bot;

import org.jspecify.annotations.NullMarked;
