/** Uploads: files that participants upload to a session before a message names them. */
@NullMarked
package dev.helpline.chat.spi.upload;

import org.jspecify.annotations.NullMarked;
