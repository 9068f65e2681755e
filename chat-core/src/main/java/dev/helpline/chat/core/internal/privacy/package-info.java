/** Erasing what is known about customers, on demand and by age, and exporting it. */
@NullMarked
package dev.helpline.chat.core.internal.privacy;

import org.jspecify.annotations.NullMarked;
