/** Audit records: who did what to which session, in one chain of hashes per session. */
@NullMarked
package dev.helpline.chat.spi.audit;

import org.jspecify.annotations.NullMarked;
