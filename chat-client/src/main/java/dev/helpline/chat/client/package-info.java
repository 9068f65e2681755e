/**
 * The client of a Helpline server. Start at {@link dev.helpline.chat.client.HelplineClient}; for a chat screen, see
 * {@link dev.helpline.chat.client.service.ChatService}.
 */
@NullMarked
package dev.helpline.chat.client;

import org.jspecify.annotations.NullMarked;
