package dev.helpline.chat.core.session;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Topic;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer's wish to talk. Whose wish it is comes from the principal; what is said here about a person only fills
 * what the principal leaves open.
 *
 * @param id the id the client made, so that a repeat can be told from a second session; null to have one made
 * @param name at most 255 code points
 * @param email at most 255 code points
 * @param phone at most 64 code points
 * @param topic what it is about
 * @param claimedStart when the client says it began
 * @param initialMessage the customer's first message, stored with the session; null for none
 */
public record StartSession(
        @Nullable SessionId id,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        Topic topic,
        @Nullable Instant claimedStart,
        @Nullable String initialMessage) {
    /** A session about nothing in particular, under an id the engine makes. */
    public static final StartSession PLAIN = new StartSession(null, null, null, null, Topic.NONE, null, null);

    /** Checks presence; the engine checks the rest. */
    public StartSession {
        Objects.requireNonNull(topic, "topic");
    }

    /** A session about nothing in particular, under the client's id. */
    public static StartSession withId(SessionId id) {
        return new StartSession(Objects.requireNonNull(id, "id"), null, null, null, Topic.NONE, null, null);
    }
}
