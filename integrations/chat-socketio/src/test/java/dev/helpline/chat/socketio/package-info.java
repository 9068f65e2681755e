@NullMarked
package dev.helpline.chat.socketio;

import org.jspecify.annotations.NullMarked;
