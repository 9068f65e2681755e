/** What the host does in sessions itself, without an agent. */
@NullMarked
package dev.helpline.chat.core.host;

import org.jspecify.annotations.NullMarked;
