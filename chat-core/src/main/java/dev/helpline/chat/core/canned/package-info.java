/** Canned responses as agents use them. */
@NullMarked
package dev.helpline.chat.core.canned;

import org.jspecify.annotations.NullMarked;
