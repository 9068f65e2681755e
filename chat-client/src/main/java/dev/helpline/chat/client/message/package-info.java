/** Messages: what is sent, what the server stored, and pages of them. */
@NullMarked
package dev.helpline.chat.client.message;

import org.jspecify.annotations.NullMarked;
