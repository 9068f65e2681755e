package dev.helpline.chat.core.internal.guest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.helpline.chat.core.internal.change.Digests;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.GuestAccess;
import dev.helpline.chat.spi.session.Session;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A guest's token: a mark that tells it from the tokens of the host, a secret of 256 random bits, and the id of the session for which it is
 * valid. The session keeps a digest of the secret; a secret that cannot be guessed needs no slower one. Immutable.
 */
public final class GuestToken {
    private static final String MARK = "guest.";
    private static final int SECRET_LENGTH = 44;
    private static final Pattern SPELLING =
            Pattern.compile("guest\\.([A-Za-z0-9_-]{" + SECRET_LENGTH + "})\\.([A-Za-z0-9._:-]{1,128})");

    private final String secret;
    private final SessionId session;

    private GuestToken(String secret, SessionId session) {
        this.secret = secret;
        this.session = session;
    }

    /**
     * A token for a session.
     *
     * @param secret 44 characters of the URL-safe Base64 alphabet, which hold at least 256 random bits
     */
    static GuestToken of(String secret, SessionId session) {
        if (secret.length() != SECRET_LENGTH) {
            throw new IllegalArgumentException("a secret must have " + SECRET_LENGTH + " characters");
        }
        return new GuestToken(secret, session);
    }

    /** Returns the token that a text spells; empty for any other text. */
    public static Optional<GuestToken> parse(String text) {
        Matcher parts = SPELLING.matcher(text);
        return parts.matches() && SessionId.isValid(parts.group(2))
                ? Optional.of(new GuestToken(parts.group(1), new SessionId(parts.group(2))))
                : Optional.empty();
    }

    /** Whether a text begins as guests' tokens do. */
    public static boolean isMarked(String text) {
        return text.startsWith(MARK);
    }

    /** The session for which the token claims to be valid. */
    public SessionId session() {
        return session;
    }

    /** The digest that the session keeps. */
    String hash() {
        return Digests.sha256(secret);
    }

    /** Whether the token is that of the session's guest, and valid now. Takes as long for a wrong digest as for the right one. */
    public boolean opens(Session stored, Instant now) {
        GuestAccess access = stored.guestAccess();
        return access != null
                && MessageDigest.isEqual(
                        hash().getBytes(US_ASCII), access.tokenHash().getBytes(US_ASCII))
                && now.isBefore(access.expiresAt());
    }

    /** The token as text. */
    String text() {
        return MARK + secret + "." + session.value();
    }

    /** The session; never the secret. */
    @Override
    public String toString() {
        return "GuestToken[" + session + "]";
    }
}
