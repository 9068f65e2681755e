/** Waiting for futures, and passing on how they end. */
@NullMarked
package dev.helpline.chat.core.internal.futures;

import org.jspecify.annotations.NullMarked;
