package dev.helpline.chat.core.guest;

import dev.helpline.chat.core.session.SessionView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A session that a guest has started. Thread-safe: immutable. */
public final class GuestSession {
    private final SessionView view;
    private final String token;

    private GuestSession(Builder builder) {
        view = builder.view;
        token = builder.token;
    }

    /**
     * Returns a builder of a guest's session.
     *
     * @param token see {@link #token()}
     */
    public static Builder builder(SessionView view, String token) {
        return new Builder(view, token);
    }

    /** The session. */
    public SessionView view() {
        return view;
    }

    /** The guest's token, which the engine returns this once and stores nowhere; printable ASCII, at most 256 characters. */
    public String token() {
        return token;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof GuestSession that && view.equals(that.view) && token.equals(that.token));
    }

    @Override
    public int hashCode() {
        return Objects.hash(view, token);
    }

    /** The session; never the token. */
    @Override
    public String toString() {
        return "GuestSession[" + view.session().id() + "]";
    }

    /** Builds a {@link GuestSession}. Not thread-safe. */
    public static final class Builder {
        private final SessionView view;
        private final String token;

        private Builder(SessionView view, String token) {
            this.view = Objects.requireNonNull(view, "view");
            this.token = Objects.requireNonNull(token, "token");
        }

        /** Returns the session. */
        public GuestSession build() {
            return new GuestSession(this);
        }
    }
}
