package dev.helpline.chat.core.message;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something to be said in a session.
 *
 * @param session where
 * @param id the id the writer's client made. Sending it again with the same content is answered as the first time; null
 *     to have one made, without that protection
 * @param text what is said: not blank, no control characters but line breaks and tabs, at most as long as the policy
 *     allows; stored as it is
 * @param claimedAt when the client says it was written
 * @param replyTo the message of the same session it answers to
 * @param metadata a JSON object as text of at most 4096 characters, stored as it is
 */
public record SendMessage(
        SessionId session,
        @Nullable EntryId id,
        String text,
        @Nullable Instant claimedAt,
        @Nullable EntryId replyTo,
        @Nullable String metadata) {
    /** Checks presence; the engine checks the rest. */
    public SendMessage {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(text, "text");
    }

    /** A message under an id the engine makes. */
    public static SendMessage of(SessionId session, String text) {
        return new SendMessage(session, null, text, null, null, null);
    }

    /** A message that can be sent again without being said twice. */
    public static SendMessage of(SessionId session, EntryId id, String text) {
        return new SendMessage(session, Objects.requireNonNull(id, "id"), text, null, null, null);
    }

    /** Ids only, never the text. */
    @Override
    public String toString() {
        return "SendMessage[" + session + " " + id + "]";
    }
}
