/** The dialect sessions: its names, events and calls. */
@NullMarked
package dev.helpline.chat.socketio.internal.sessions;

import org.jspecify.annotations.NullMarked;
