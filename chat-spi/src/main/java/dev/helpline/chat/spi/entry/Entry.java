package dev.helpline.chat.spi.entry;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One numbered item of a session's log. Entries are never changed.
 *
 * @param session whose log
 * @param seq from 1, without gaps; the only order there is
 * @param prevVisibleSeq the newest seq before this one that the customer may see; 0 if there is none
 * @param messageNumber from 1, without gaps, among the messages of the session; 0 for what is not a message
 * @param id unique within the session
 * @param kind message, event, note or amendment
 * @param type of a message {@code text}, {@code image}, {@code file} or {@code system}; of an event see
 *     {@link EventType}; at most 32 characters of {@code a-z _}
 * @param audience who may see it
 * @param author who wrote it
 * @param at UTC instant at which the engine took it, at millisecond precision
 * @param claimedAt when the writer's client says it was written, if that was plausible
 * @param text what was written, as it was written; may be empty; at most 5000 code points
 * @param replyTo the entry of the same session it answers to
 * @param metadata a JSON object of the writer's, as text of at most 4096 code points
 * @param fingerprint a keyed digest of what was sent, which tells a retry from another message under the same id; at
 *     most 128 characters
 */
public record Entry(
        SessionId session,
        long seq,
        long prevVisibleSeq,
        long messageNumber,
        EntryId id,
        EntryKind kind,
        String type,
        Audience audience,
        Author author,
        Instant at,
        @Nullable Instant claimedAt,
        String text,
        @Nullable EntryId replyTo,
        @Nullable String metadata,
        String fingerprint) {
    /** Checks the numbers and cuts instants to milliseconds. */
    public Entry {
        Objects.requireNonNull(session, "session");
        Checks.within("seq", seq, 1, Long.MAX_VALUE);
        Checks.within("prevVisibleSeq", prevVisibleSeq, 0, seq - 1);
        Checks.within("messageNumber", messageNumber, 0, seq);
        Checks.require(
                (messageNumber > 0) == (kind == EntryKind.MESSAGE), "messages, and only messages, have a number");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(audience, "audience");
        Objects.requireNonNull(author, "author");
        at = Checks.millis(at);
        claimedAt = Checks.millisOrNull(claimedAt);
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(fingerprint, "fingerprint");
    }

    /** Whether this is something somebody said. */
    public boolean isMessage() {
        return kind == EntryKind.MESSAGE;
    }

    /** Ids, numbers and kind; never the text. */
    @Override
    public String toString() {
        return "Entry[" + session + " #" + seq + " " + kind + "/" + type + " " + id + "]";
    }
}
