package dev.helpline.chat.jwt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Checks whether verified claims are of the issuer, for this application, and valid now. */
final class IssuerClaims {
    /** Firebase's user ids have at most 128 characters. */
    private static final int MAX_FIREBASE_SUBJECT = 128;

    private final String issuer;
    private final String audience;
    private final boolean firebase;
    private final InstantSource clock;
    private final Duration skew;
    private final TimeWindow window;

    IssuerClaims(String issuer, String audience, boolean firebase, InstantSource clock, Duration skew) {
        this.issuer = issuer;
        this.audience = audience;
        this.firebase = firebase;
        this.clock = clock;
        this.skew = skew;
        this.window = new TimeWindow(clock, skew);
    }

    /** Returns the instant at which the token expires. */
    Instant check(Claims claims) throws TokenRefused {
        if (!claims.is("iss", issuer)) {
            throw new TokenRefused("of another issuer");
        }
        if (firebase ? !claims.is("aud", audience) : !claims.isOrHas("aud", audience)) {
            throw new TokenRefused("for another audience");
        }
        Instant expiresAt = window.check(claims);
        if (firebase) {
            checkFirebase(claims);
        }
        return expiresAt;
    }

    private void checkFirebase(Claims claims) throws TokenRefused {
        requirePast(claims, "iat");
        requirePast(claims, "auth_time");
        String subject = claims.string("sub").orElse("");
        if (subject.isEmpty() || subject.length() > MAX_FIREBASE_SUBJECT) {
            throw new TokenRefused("sub must be a text of 1 to " + MAX_FIREBASE_SUBJECT + " characters");
        }
    }

    private void requirePast(Claims claims, String name) throws TokenRefused {
        Instant at = claims.instant(name).orElseThrow(() -> new TokenRefused("no " + name));
        if (at.isAfter(clock.instant().plus(skew))) {
            throw new TokenRefused(name + " is in the future");
        }
    }
}
