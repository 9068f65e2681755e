/** How sessions find their agents: the strategies of the engine, and what a host decides about them. */
@NullMarked
package dev.helpline.chat.core.routing;

import org.jspecify.annotations.NullMarked;
