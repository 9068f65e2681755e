/** What reports count: the definitions of the figures, and what stores return of them. */
@NullMarked
package dev.helpline.chat.spi.figures;

import org.jspecify.annotations.NullMarked;
