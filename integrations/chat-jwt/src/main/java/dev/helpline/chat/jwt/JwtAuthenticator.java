package dev.helpline.chat.jwt;

import com.nimbusds.jose.JWSVerifier;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Principal;
import java.time.Instant;

/** Verifies the tokens of customers or of agents. */
final class JwtAuthenticator implements Authenticator {
    private final JWSVerifier verifier;
    private final TimeWindow window;
    private final PrincipalReader reader;

    JwtAuthenticator(SigningKey key, TimeWindow window, PrincipalReader reader) {
        verifier = key.verifier();
        this.window = window;
        this.reader = reader;
    }

    @Override
    public Verdict authenticate(String token) {
        try {
            Claims claims = CompactToken.parse(token).verified(verifier);
            Instant expiresAt = window.check(claims);
            return new Accepted(reader.read(claims), expiresAt);
        } catch (TokenRefused refusal) {
            return new Refused(String.valueOf(refusal.getMessage()), refusal.isGenuine());
        }
    }

    /** Reads the principal from verified claims. */
    @FunctionalInterface
    interface PrincipalReader {
        Principal read(Claims claims) throws TokenRefused;
    }
}
