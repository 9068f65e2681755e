/** Files of messages: what they are, how they are uploaded, downloaded and kept. */
@NullMarked
package dev.helpline.chat.client.attachment;

import org.jspecify.annotations.NullMarked;
