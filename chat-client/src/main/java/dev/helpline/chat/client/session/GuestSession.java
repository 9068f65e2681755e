package dev.helpline.chat.client.session;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The session of a customer without an account, and the token with which the app takes it up again. Immutable. */
public final class GuestSession {
    private final String sessionId;
    private final String token;

    /** Makes a session of its id and its token. */
    public GuestSession(String sessionId, String token) {
        this.sessionId = Objects.requireNonNull(sessionId, "sessionId");
        this.token = Objects.requireNonNull(token, "token");
    }

    /** The id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /** The bearer token, which is valid for this session alone. A caller who has it reads and writes as the guest, so keep it as a secret. */
    public String token() {
        return token;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof GuestSession)) {
            return false;
        }
        GuestSession that = (GuestSession) other;
        return sessionId.equals(that.sessionId) && token.equals(that.token);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sessionId, token);
    }

    /** The id of the session; never the token. */
    @Override
    public String toString() {
        return "GuestSession{sessionId=" + sessionId + "}";
    }
}
