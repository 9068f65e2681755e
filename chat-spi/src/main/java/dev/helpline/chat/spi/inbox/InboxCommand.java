package dev.helpline.chat.spi.inbox;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command that the inbox carries out once it is committed. {@code InboxCommands} of {@code chat-core} makes them. Thread-safe: immutable.
 */
@Experimental
public final class InboxCommand {
    /** The greatest length of {@link #failure()}, in code points; a longer text is cut. */
    public static final int MAX_FAILURE_LENGTH = 500;

    /** The greatest length of all names and values together, in characters. */
    public static final int MAX_LENGTH = 100_000;

    private final long number;
    private final EntryId id;
    private final SessionId session;
    private final Action action;
    private final Map<String, String> values;
    private final int attempts;
    private final @Nullable Instant dueAt;
    private final @Nullable String failure;

    /** What is to be done. */
    public enum Action {
        /** Starts the session. */
        START,
        /** Sends a message. */
        SEND,
        /** Ends the session. */
        END
    }

    private InboxCommand(Builder builder) {
        number = Checks.within("number", builder.number, 0, Long.MAX_VALUE);
        id = builder.id;
        session = builder.session;
        action = builder.action;
        values = builder.values;
        attempts = (int) Checks.within("attempts", builder.attempts, 0, Integer.MAX_VALUE);
        dueAt = Checks.millisOrNull(builder.dueAt);
        failure = cut(builder.failure);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.codePointCount(0, text.length()) <= MAX_FAILURE_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_FAILURE_LENGTH));
    }

    /** Returns a builder of a command without values, that is due at once. */
    public static Builder builder(EntryId id, SessionId session, Action action) {
        return new Builder(id, session, action);
    }

    /** Returns a builder with the parts of this command. */
    public Builder toBuilder() {
        return builder(id, session, action)
                .number(number)
                .values(values)
                .attempts(attempts)
                .dueAt(dueAt)
                .failure(failure);
    }

    /** The place among the stored commands, in the order in which they were added; 0 if it is not stored yet. */
    public long number() {
        return number;
    }

    /**
     * What makes the command known when it is carried out again, after a crash for example: the id of the message, or of the event of the end;
     * in the case of a start the id of the session.
     */
    public EntryId id() {
        return id;
    }

    /** The session. */
    public SessionId session() {
        return session;
    }

    /** What is to be done. */
    public Action action() {
        return action;
    }

    /** The details of the action, by name. Unmodifiable, sorted. */
    public Map<String, String> values() {
        return values;
    }

    /** How many attempts have failed. */
    public int attempts() {
        return attempts;
    }

    /** When it is carried out, if no earlier one of its session holds it up; null for a refused command, which is not carried out any more. */
    public @Nullable Instant dueAt() {
        return dueAt;
    }

    /** Why the newest attempt failed; null if none has failed. */
    public @Nullable String failure() {
        return failure;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InboxCommand that
                && number == that.number
                && id.equals(that.id)
                && session.equals(that.session)
                && action == that.action
                && values.equals(that.values)
                && attempts == that.attempts
                && Objects.equals(dueAt, that.dueAt)
                && Objects.equals(failure, that.failure);
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, id, session, action);
    }

    /** The ids, the action and the attempts; no values, and no failure. */
    @Override
    public String toString() {
        return "InboxCommand[" + number + " " + action + " " + id + " of " + session + ", " + attempts + " failed, "
                + (dueAt == null ? "refused" : "due " + dueAt) + "]";
    }

    /** Builds an {@link InboxCommand}. Not thread-safe. */
    public static final class Builder {
        private final EntryId id;
        private final SessionId session;
        private final Action action;
        private Map<String, String> values = Map.of();
        private long number;
        private int attempts;
        private @Nullable Instant dueAt = Instant.EPOCH;
        private @Nullable String failure;

        private Builder(EntryId id, SessionId session, Action action) {
            this.id = Objects.requireNonNull(id, "id");
            this.session = Objects.requireNonNull(session, "session");
            this.action = Objects.requireNonNull(action, "action");
        }

        /** See {@link InboxCommand#number()}. Default: 0. */
        public Builder number(long value) {
            number = value;
            return this;
        }

        /**
         * See {@link InboxCommand#values()}. Default: none.
         *
         * @throws IllegalArgumentException if they are longer than {@link #MAX_LENGTH}, or if no database can keep a character
         */
        public Builder values(Map<String, String> value) {
            TreeMap<String, String> sorted = new TreeMap<>(value);
            int length = 0;
            for (Map.Entry<String, String> each : sorted.entrySet()) {
                length += each.getKey().length() + each.getValue().length();
                Checks.require(
                        isStorable(each.getValue()),
                        each.getKey() + " must be well-formed text without the character U+0000");
            }
            Checks.require(length <= MAX_LENGTH, "the values must be at most " + MAX_LENGTH + " characters together");
            values = Collections.unmodifiableMap(sorted);
            return this;
        }

        /** See {@link InboxCommand#attempts()}. Default: 0. */
        public Builder attempts(int value) {
            attempts = value;
            return this;
        }

        /** See {@link InboxCommand#dueAt()}. Default: the epoch, which is at once. */
        public Builder dueAt(@Nullable Instant value) {
            dueAt = value;
            return this;
        }

        /** See {@link InboxCommand#failure()}. Default: none. */
        public Builder failure(@Nullable String value) {
            failure = value;
            return this;
        }

        /** Returns the command. Throws {@link IllegalArgumentException} if a number is out of range. */
        public InboxCommand build() {
            return new InboxCommand(this);
        }

        private static boolean isStorable(String text) {
            return text.codePoints()
                    .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        }
    }
}
