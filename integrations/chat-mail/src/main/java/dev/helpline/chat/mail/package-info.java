/** Sends alerts to agents by mail, over SMTP. */
@NullMarked
package dev.helpline.chat.mail;

import org.jspecify.annotations.NullMarked;
