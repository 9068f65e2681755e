package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Some audit records of a session, the oldest first. */
public final class SessionAudit {
    private final List<Item> records;
    private final boolean hasMore;

    /** For the SDK: reads it from a response. */
    public SessionAudit(JsonFields json) {
        records = json.list("records", Item::new);
        hasMore = json.flag("hasMore");
    }

    /** The records. */
    public List<Item> records() {
        return records;
    }

    /** Whether there are further ones, behind the number of the last. */
    public boolean hasMore() {
        return hasMore;
    }

    @Override
    public String toString() {
        return "SessionAudit{records=" + records + "}";
    }

    /** One record. */
    public static final class Item {
        private final @Nullable String kind;
        private final @Nullable String subject;
        private final long number;
        private final Instant at;
        private final String action;
        private final @Nullable String role;
        private final @Nullable String actor;
        private final @Nullable String detail;
        private final String hash;

        Item(JsonFields json) {
            kind = json.textOrNull("kind");
            subject = json.textOrNull("subject");
            number = json.number("number");
            at = json.instant("at");
            action = json.text("action");
            role = json.textOrNull("role");
            actor = json.textOrNull("actor");
            detail = json.textOrNull("detail");
            hash = json.text("hash");
        }

        /** What {@link #subject} names: {@code session}, {@code agent} or {@code canned_response}; empty in the records of one session. */
        public Optional<String> kind() {
            return Optional.ofNullable(kind);
        }

        /** The id of what the record is about; empty in the records of one session. */
        public Optional<String> subject() {
            return Optional.ofNullable(subject);
        }

        /** From 1, without gaps, among the records of the subject. */
        public long number() {
            return number;
        }

        /** When it was done. */
        public Instant at() {
            return at;
        }

        /** What was done, for example {@code PRIORITY_CHANGED}. */
        public String action() {
            return action;
        }

        /** The role of the one who did it; empty if the server did it by itself. */
        public Optional<String> role() {
            return Optional.ofNullable(role);
        }

        /** Who did it; empty if the server did it by itself, and once it was erased. */
        public Optional<String> actor() {
            return Optional.ofNullable(actor);
        }

        /** What was before and after, if that says anything. */
        public Optional<String> detail() {
            return Optional.ofNullable(detail);
        }

        /** Covers the record and the hash before it. */
        public String hash() {
            return hash;
        }

        @Override
        public String toString() {
            return number + " " + action;
        }
    }
}
