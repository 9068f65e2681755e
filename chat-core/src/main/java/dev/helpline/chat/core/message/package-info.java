/** Sending and reading messages: the requests, the rules of text, and what makes a retry a retry. */
@NullMarked
package dev.helpline.chat.core.message;

import org.jspecify.annotations.NullMarked;
