/** Measurements of this node. */
@NullMarked
package dev.helpline.chat.core.internal.figures;

import org.jspecify.annotations.NullMarked;
