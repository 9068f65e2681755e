/** Sending and reading messages: the requests and the pages. */
@NullMarked
package dev.helpline.chat.core.message;

import org.jspecify.annotations.NullMarked;
