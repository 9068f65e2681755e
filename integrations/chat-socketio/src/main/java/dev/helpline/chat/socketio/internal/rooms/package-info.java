/** The dialect rooms: its names, events and calls. */
@NullMarked
package dev.helpline.chat.socketio.internal.rooms;

import org.jspecify.annotations.NullMarked;
