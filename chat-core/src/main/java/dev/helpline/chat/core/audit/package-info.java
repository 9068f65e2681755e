/** Verification of what a session's audit records say. */
@NullMarked
package dev.helpline.chat.core.audit;

import org.jspecify.annotations.NullMarked;
