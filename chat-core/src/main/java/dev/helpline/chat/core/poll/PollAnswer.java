package dev.helpline.chat.core.poll;

import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.entry.Entry;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is new in a session. Thread-safe: immutable.
 */
public final class PollAnswer {
    private final SessionView view;
    private final List<Entry> messages;
    private final boolean hasMore;
    private final String cursor;

    private PollAnswer(Builder builder) {
        view = Objects.requireNonNull(builder.view, "view");
        messages = List.copyOf(builder.messages);
        hasMore = builder.hasMore;
        cursor = Objects.requireNonNull(builder.cursor, "cursor");
    }

    /** Returns a builder of an answer without messages. */
    public static Builder builder(SessionView view, String cursor) {
        return new Builder(view, cursor);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The session as it stands. */
    public SessionView view() {
        return view;
    }

    /** The entries that the request asked for, in the order of seq. */
    public List<Entry> messages() {
        return messages;
    }

    /** Whether there are more entries, to be fetched at once with {@link #cursor()}. */
    public boolean hasMore() {
        return hasMore;
    }

    /** The cursor for the next poll. Opaque; it begins with a character that no message id has. */
    public String cursor() {
        return cursor;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof PollAnswer that
                && view.equals(that.view)
                && messages.equals(that.messages)
                && hasMore == that.hasMore
                && cursor.equals(that.cursor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(view, messages, hasMore, cursor);
    }

    @Override
    public String toString() {
        return "PollAnswer[" + view.session() + ", " + messages.size() + " messages, " + cursor
                + (hasMore ? ", more" : "") + "]";
    }

    /** Builds a {@link PollAnswer}. Not thread-safe. */
    public static final class Builder {
        private final SessionView view;
        private List<Entry> messages = List.of();
        private boolean hasMore = false;
        private final String cursor;

        private Builder(SessionView view, String cursor) {
            this.view = Objects.requireNonNull(view, "view");
            this.cursor = Objects.requireNonNull(cursor, "cursor");
        }

        private Builder(PollAnswer pollAnswer) {
            view = pollAnswer.view;
            messages = pollAnswer.messages;
            hasMore = pollAnswer.hasMore;
            cursor = pollAnswer.cursor;
        }

        /** See {@link PollAnswer#messages()}. */
        public Builder messages(List<Entry> value) {
            messages = Objects.requireNonNull(value, "messages");
            return this;
        }

        /** See {@link PollAnswer#hasMore()}. */
        public Builder hasMore(boolean value) {
            hasMore = value;
            return this;
        }

        /** Returns the PollAnswer. */
        public PollAnswer build() {
            return new PollAnswer(this);
        }
    }
}
