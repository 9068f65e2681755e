/** Computes the facts of sessions that were written by other rules. */
@NullMarked
package dev.helpline.chat.core.internal.facts;

import org.jspecify.annotations.NullMarked;
