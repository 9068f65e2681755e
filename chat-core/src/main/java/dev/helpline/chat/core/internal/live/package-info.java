/** Sessions in memory: one at a time per session, many at once over the commit queue. */
@NullMarked
package dev.helpline.chat.core.internal.live;

import org.jspecify.annotations.NullMarked;
