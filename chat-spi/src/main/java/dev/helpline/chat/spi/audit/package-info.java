/** Audit records: who did what to which session, agent or canned response, in one chain of hashes per subject. */
@NullMarked
package dev.helpline.chat.spi.audit;

import org.jspecify.annotations.NullMarked;
