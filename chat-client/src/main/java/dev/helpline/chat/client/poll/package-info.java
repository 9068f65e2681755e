/** Polling: the request for what is new in a session, and its result. */
@NullMarked
package dev.helpline.chat.client.poll;

import org.jspecify.annotations.NullMarked;
