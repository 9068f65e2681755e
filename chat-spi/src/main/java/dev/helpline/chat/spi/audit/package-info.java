/** Audit records: who did what to which session, agent, canned response, block or legal hold, in one chain of hashes per subject. */
@NullMarked
package dev.helpline.chat.spi.audit;

import org.jspecify.annotations.NullMarked;
