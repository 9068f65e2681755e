/** Pages of lists, by page number or by cursor. */
@NullMarked
package dev.helpline.chat.core.internal.pages;

import org.jspecify.annotations.NullMarked;
