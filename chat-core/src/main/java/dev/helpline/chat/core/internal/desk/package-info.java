/** What concerns the agents: their roster, their slots, and the queue of sessions that wait for them. */
@NullMarked
package dev.helpline.chat.core.internal.desk;

import org.jspecify.annotations.NullMarked;
