/** The rules of the conversation: pure functions of a session, a command and an instant. */
@NullMarked
package dev.helpline.chat.core.internal.rules;

import org.jspecify.annotations.NullMarked;
