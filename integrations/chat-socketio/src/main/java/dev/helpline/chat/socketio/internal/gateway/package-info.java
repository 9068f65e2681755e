/** What all dialects share: Socket.IO 5, identities, rooms over the engine's subscriptions, calls over HTTP, and errors. */
@NullMarked
package dev.helpline.chat.socketio.internal.gateway;

import org.jspecify.annotations.NullMarked;
