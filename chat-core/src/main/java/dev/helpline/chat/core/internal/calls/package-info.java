/** What stands between a call and the rules: who may see what, slots, agents, expiry, housekeeping. */
@NullMarked
package dev.helpline.chat.core.internal.calls;

import org.jspecify.annotations.NullMarked;
