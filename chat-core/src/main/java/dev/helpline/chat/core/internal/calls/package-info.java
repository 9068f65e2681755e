/** What stands between a call and the rules: who may see what, starting, expiry, limits, housekeeping. */
@NullMarked
package dev.helpline.chat.core.internal.calls;

import org.jspecify.annotations.NullMarked;
