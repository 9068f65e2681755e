/** A poll: the question for what is new in a session, and the answer. */
@NullMarked
package dev.helpline.chat.client.poll;

import org.jspecify.annotations.NullMarked;
