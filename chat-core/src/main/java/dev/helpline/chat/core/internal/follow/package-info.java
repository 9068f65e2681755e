/** Following a session: cursors, what is new, and waiting for it. */
@NullMarked
package dev.helpline.chat.core.internal.follow;

import org.jspecify.annotations.NullMarked;
