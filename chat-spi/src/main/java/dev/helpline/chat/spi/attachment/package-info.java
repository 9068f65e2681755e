/** Files that participants attach to messages: what is known of them, and the ports that keep, recognise and scan their content. */
@NullMarked
package dev.helpline.chat.spi.attachment;

import org.jspecify.annotations.NullMarked;
