/** Messages: those to send, those that the server has stored, and pages of them. */
@NullMarked
package dev.helpline.chat.client.message;

import org.jspecify.annotations.NullMarked;
