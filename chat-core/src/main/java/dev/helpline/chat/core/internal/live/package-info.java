/** Sessions in memory, their heads and readers, and the queue that commits their commands in batches. */
@NullMarked
package dev.helpline.chat.core.internal.live;

import org.jspecify.annotations.NullMarked;
