/** What a command makes of a session: decisions, and the draft that turns them into one commit. */
@NullMarked
package dev.helpline.chat.core.internal.change;

import org.jspecify.annotations.NullMarked;
