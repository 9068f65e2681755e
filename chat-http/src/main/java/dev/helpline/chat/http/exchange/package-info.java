/** What an adapter for a server exchanges with the chat: a call, its body as it arrives, and the reply. */
@NullMarked
package dev.helpline.chat.http.exchange;

import org.jspecify.annotations.NullMarked;
