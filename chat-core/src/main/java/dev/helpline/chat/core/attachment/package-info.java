/** Uploading files and reading them, and the blob store in a folder. */
@NullMarked
package dev.helpline.chat.core.attachment;

import org.jspecify.annotations.NullMarked;
