/** Commands that a host stores in its own transaction, and what becomes of them. */
@NullMarked
package dev.helpline.chat.core.inbox;

import org.jspecify.annotations.NullMarked;
