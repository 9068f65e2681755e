/** Assigns waiting sessions to agents. */
@NullMarked
package dev.helpline.chat.core.internal.routing;

import org.jspecify.annotations.NullMarked;
