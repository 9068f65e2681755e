/** What a host decides about its conversations: limits, timeouts and permissions. */
@NullMarked
package dev.helpline.chat.core.policy;

import org.jspecify.annotations.NullMarked;
