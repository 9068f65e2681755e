package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.calls.LinkSigner.Purpose;
import dev.helpline.chat.http.internal.exchange.BasePath;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.spi.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Signs addresses at which a session is rated without a token, and which expire. Thread-safe. */
public final class RatingLinks {
    private static final String PATH = "/api/chat/rating-link/";

    private final LinkSigner signer;
    private final BasePath basePath;
    private final Duration lifetime;
    private final InstantSource clock;

    /** Signs with the signer's keys; an address expires after {@code lifetime}. */
    public RatingLinks(LinkSigner signer, BasePath basePath, Duration lifetime, InstantSource clock) {
        this.signer = signer;
        this.basePath = basePath;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** An address that was signed: its path and query. */
    public record Link(String path, Instant expiresAt) {}

    /** Signs an address for this session. */
    public Link sign(SessionId session) {
        Instant expiresAt = Instant.ofEpochSecond(clock.instant().plus(lifetime).getEpochSecond());
        String expires = Long.toString(expiresAt.getEpochSecond());
        String proof = signer.sign(Purpose.RATING, session.value(), expires);
        return new Link(basePath.add(PATH) + session + "?expires=" + expires + "&" + proof, expiresAt);
    }

    /**
     * Returns when the address expires. Rejects one that is not signed like a session that does not exist, and one that has expired like a
     * session that ended too long ago.
     */
    Instant expiry(SessionId session, Query query) {
        String expires = query.text("expires").orElse("");
        if (!signer.isSigned(query, Purpose.RATING, session.value(), expires)) {
            throw Refusal.noSuchSession();
        }
        Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(expires)); // what was signed is a number
        if (!clock.instant().isBefore(expiresAt)) {
            throw new Refusal(WireError.RATING_CLOSED, "The link has expired");
        }
        return expiresAt;
    }
}
