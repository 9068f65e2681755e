/** Engine.IO 4: one connection over polling, over a WebSocket, or over the one and then the other. */
@NullMarked
package dev.helpline.chat.socketio.internal.transport;

import org.jspecify.annotations.NullMarked;
