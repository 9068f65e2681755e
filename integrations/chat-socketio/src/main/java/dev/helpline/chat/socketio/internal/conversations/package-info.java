/** The dialect conversations: its names, events and calls. */
@NullMarked
package dev.helpline.chat.socketio.internal.conversations;

import org.jspecify.annotations.NullMarked;
