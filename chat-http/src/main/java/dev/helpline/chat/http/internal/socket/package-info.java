/** WebSockets: one connection's authentication, frames, feeds, limits and end. */
@NullMarked
package dev.helpline.chat.http.internal.socket;

import org.jspecify.annotations.NullMarked;
