/** Who waits for an agent, in which order, and for how long still. */
@NullMarked
package dev.helpline.chat.core.internal.queue;

import org.jspecify.annotations.NullMarked;
