/** The tokens of guests. */
@NullMarked
package dev.helpline.chat.core.internal.guest;

import org.jspecify.annotations.NullMarked;
