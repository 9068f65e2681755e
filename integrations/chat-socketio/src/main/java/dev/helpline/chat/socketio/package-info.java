/** Serves clients that speak Socket.IO, each in the dialect that they know. */
@NullMarked
package dev.helpline.chat.socketio;

import org.jspecify.annotations.NullMarked;
