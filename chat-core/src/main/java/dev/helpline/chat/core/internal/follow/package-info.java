/** Following a session: cursors, finding what is new, and waiting for it. */
@NullMarked
package dev.helpline.chat.core.internal.follow;

import org.jspecify.annotations.NullMarked;
