/** Figures: what goes on now, and how the node performs. */
@NullMarked
package dev.helpline.chat.core.figures;

import org.jspecify.annotations.NullMarked;
