/** Texts that an agent has not sent yet. */
@NullMarked
package dev.helpline.chat.core.draft;

import org.jspecify.annotations.NullMarked;
