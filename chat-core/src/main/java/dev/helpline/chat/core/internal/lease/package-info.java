/** Work on sessions that one engine at a time does, because it has the lease for it. */
@NullMarked
package dev.helpline.chat.core.internal.lease;

import org.jspecify.annotations.NullMarked;
