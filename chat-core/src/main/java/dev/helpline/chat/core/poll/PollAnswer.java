package dev.helpline.chat.core.poll;

import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.entry.Entry;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is new in a session. Thread-safe: immutable.
 */
public final class PollAnswer {
    private final SessionView view;
    private final List<Entry> messages;
    private final boolean hasMore;
    private final String cursor;
    private final Function<Entry, String> cursors;

    private PollAnswer(Builder builder) {
        view = Objects.requireNonNull(builder.view, "view");
        messages = List.copyOf(builder.messages);
        hasMore = builder.hasMore;
        cursor = Objects.requireNonNull(builder.cursor, "cursor");
        cursors = builder.cursors;
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

    /**
     * The cursor behind one of the {@link #messages()}, for a client that may break off in the middle of them. A client that goes on from
     * there gets the session as it stands in any case.
     */
    public String cursorBehind(Entry message) {
        return cursors.apply(Objects.requireNonNull(message, "message"));
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
                && cursor.equals(that.cursor)
                && cursors.equals(that.cursors);
    }

    @Override
    public int hashCode() {
        return Objects.hash(view, messages, hasMore, cursor, cursors);
    }

    @Override
    public String toString() {
        return "PollAnswer[" + view.session() + ", " + messages.size() + " messages, " + cursor
                + (hasMore ? ", more" : "") + "]";
    }

    private record SameCursor(String cursor) implements Function<Entry, String> {
        @Override
        public String apply(Entry message) {
            return cursor;
        }
    }

    /** Builds a {@link PollAnswer}. Not thread-safe. */
    public static final class Builder {
        private final SessionView view;
        private List<Entry> messages = List.of();
        private boolean hasMore = false;
        private final String cursor;
        private Function<Entry, String> cursors;

        private Builder(SessionView view, String cursor) {
            this.view = Objects.requireNonNull(view, "view");
            this.cursor = Objects.requireNonNull(cursor, "cursor");
            cursors = new SameCursor(cursor);
        }

        private Builder(PollAnswer pollAnswer) {
            view = pollAnswer.view;
            messages = pollAnswer.messages;
            hasMore = pollAnswer.hasMore;
            cursor = pollAnswer.cursor;
            cursors = pollAnswer.cursors;
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

        /**
         * Makes {@link PollAnswer#cursorBehind}; two answers are equal only if these are. Default: the cursor of the whole answer.
         */
        public Builder cursors(Function<Entry, String> value) {
            cursors = Objects.requireNonNull(value, "cursors");
            return this;
        }

        /** Returns the PollAnswer. */
        public PollAnswer build() {
            return new PollAnswer(this);
        }
    }
}
