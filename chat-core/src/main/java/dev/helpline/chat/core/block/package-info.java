/** Blocking customers and network addresses. */
@NullMarked
package dev.helpline.chat.core.block;

import org.jspecify.annotations.NullMarked;
