package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Quote;
import org.jspecify.annotations.Nullable;

/** The message to which another one replies, as JSON: the beginning of its text, and who wrote it. */
record WireQuote(
        String messageId,
        String message,
        String type,
        String sender,
        @Nullable WireAdminInfo adminInfo) {
    static @Nullable WireQuote of(@Nullable Quote quote, Role reader) {
        return quote == null
                ? null
                : new WireQuote(
                        quote.message().value(),
                        quote.text(),
                        quote.type(),
                        WireNames.sender(quote.author()),
                        WireAdminInfo.of(quote.author(), reader));
    }
}
