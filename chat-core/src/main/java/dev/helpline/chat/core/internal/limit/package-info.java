/** Rate limits: how often a caller may act. */
@NullMarked
package dev.helpline.chat.core.internal.limit;

import org.jspecify.annotations.NullMarked;
