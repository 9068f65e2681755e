/** Rating an ended session: the request and its rules. */
@NullMarked
package dev.helpline.chat.core.rating;

import org.jspecify.annotations.NullMarked;
