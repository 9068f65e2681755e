/** What a host decides about its conversations: limits, timeouts, who may do what. */
@NullMarked
package dev.helpline.chat.core.policy;

import org.jspecify.annotations.NullMarked;
