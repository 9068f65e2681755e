/** Following a session: requests, answers, and the cursor between them. */
@NullMarked
package dev.helpline.chat.core.poll;

import org.jspecify.annotations.NullMarked;
