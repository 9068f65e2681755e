/** Being told what is new, without asking again and again. */
@NullMarked
package dev.helpline.chat.core.subscription;

import org.jspecify.annotations.NullMarked;
