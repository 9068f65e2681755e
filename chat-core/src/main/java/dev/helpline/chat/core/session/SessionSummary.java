package dev.helpline.chat.core.session;

import dev.helpline.chat.spi.entry.Entry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session as it stands in a list. Thread-safe: immutable.
 */
public final class SessionSummary {
    private final SessionView view;
    private final @Nullable Entry lastMessage;

    private SessionSummary(Builder builder) {
        view = builder.view;
        lastMessage = builder.lastMessage;
    }

    /** Returns a builder of a summary without a message. */
    public static Builder builder(SessionView view) {
        return new Builder(view);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns the session. */
    public SessionView view() {
        return view;
    }

    /** Returns the newest message of the session; null if it has none, or if the reader may not see it. */
    public @Nullable Entry lastMessage() {
        return lastMessage;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof SessionSummary that
                && view.equals(that.view)
                && Objects.equals(lastMessage, that.lastMessage);
    }

    @Override
    public int hashCode() {
        return Objects.hash(view, lastMessage);
    }

    @Override
    public String toString() {
        return "SessionSummary[" + view + ", last message " + lastMessage + "]";
    }

    /** Builds a {@link SessionSummary}. Not thread-safe. */
    public static final class Builder {
        private final SessionView view;
        private @Nullable Entry lastMessage;

        private Builder(SessionView view) {
            this.view = Objects.requireNonNull(view, "view");
        }

        private Builder(SessionSummary sessionSummary) {
            view = sessionSummary.view;
            lastMessage = sessionSummary.lastMessage;
        }

        /** See {@link SessionSummary#lastMessage()}. Default: none. */
        public Builder lastMessage(@Nullable Entry value) {
            lastMessage = value;
            return this;
        }

        /** Returns the SessionSummary. */
        public SessionSummary build() {
            return new SessionSummary(this);
        }
    }
}
