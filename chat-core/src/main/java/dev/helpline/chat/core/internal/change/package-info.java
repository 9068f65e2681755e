/** Changes of a session: commands, their decisions, and the draft that turns decisions into one commit. */
@NullMarked
package dev.helpline.chat.core.internal.change;

import org.jspecify.annotations.NullMarked;
