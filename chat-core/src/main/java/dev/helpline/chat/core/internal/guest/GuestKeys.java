package dev.helpline.chat.core.internal.guest;

import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.GuestAccess;
import java.time.Duration;
import java.time.Instant;

/** Makes the tokens of guests. Thread-safe. */
public final class GuestKeys {
    private final IdGenerator secrets;

    /**
     * Makes tokens of these secrets.
     *
     * @param secrets 22 characters each, which hold at least 128 random bits
     */
    public GuestKeys(IdGenerator secrets) {
        this.secrets = secrets;
    }

    /**
     * A new token and what the session keeps of it.
     *
     * @param token the token as text
     */
    public record Key(String token, GuestAccess access) {
        /** The access; never the token. */
        @Override
        public String toString() {
            return "Key[" + access + "]";
        }
    }

    /** Makes a token for a session. */
    public Key make(SessionId session, Instant now, Duration lifetime) {
        GuestToken token = GuestToken.of(secrets.newId() + secrets.newId(), session);
        return new Key(token.text(), new GuestAccess(token.hash(), now.plus(lifetime)));
    }
}
