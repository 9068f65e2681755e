/** The port of filters that judge the content of messages. */
@NullMarked
package dev.helpline.chat.spi.content;

import org.jspecify.annotations.NullMarked;
