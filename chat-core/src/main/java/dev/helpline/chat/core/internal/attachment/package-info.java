/** Uploads: their rules, their content, and the collection of those that no message names. */
@NullMarked
package dev.helpline.chat.core.internal.attachment;

import org.jspecify.annotations.NullMarked;
