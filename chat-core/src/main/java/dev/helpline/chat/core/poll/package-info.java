/** Polling a session: requests, answers, and the cursors that link them. */
@NullMarked
package dev.helpline.chat.core.poll;

import org.jspecify.annotations.NullMarked;
