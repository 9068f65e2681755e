/** Pages of audit records, and the verification of what they say. */
@NullMarked
package dev.helpline.chat.core.audit;

import org.jspecify.annotations.NullMarked;
