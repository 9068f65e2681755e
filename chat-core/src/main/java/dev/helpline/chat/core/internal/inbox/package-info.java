/** Carries out the commands of the inbox. */
@NullMarked
package dev.helpline.chat.core.internal.inbox;

import org.jspecify.annotations.NullMarked;
