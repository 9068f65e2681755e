package dev.helpline.chat.core.guest;

import dev.helpline.chat.core.session.SessionView;
import java.util.Objects;

/**
 * A session that a guest has started.
 *
 * @param view the session
 * @param token the guest's token, which the engine tells this once and stores nowhere; printable ASCII, at most 256 characters
 */
public record GuestSession(SessionView view, String token) {
    /** Checks presence. */
    public GuestSession {
        Objects.requireNonNull(view, "view");
        Objects.requireNonNull(token, "token");
    }

    /** The session; never the token. */
    @Override
    public String toString() {
        return "GuestSession[" + view.session().id() + "]";
    }
}
