/** A live conversation for a chat screen, built on the calls of {@link dev.helpline.chat.client.ChatApi}. */
@NullMarked
package dev.helpline.chat.client.service;

import org.jspecify.annotations.NullMarked;
