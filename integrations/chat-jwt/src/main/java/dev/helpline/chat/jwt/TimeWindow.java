package dev.helpline.chat.jwt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Checks whether a token is valid now. */
final class TimeWindow {
    private final InstantSource clock;
    private final Duration skew;

    TimeWindow(InstantSource clock, Duration skew) {
        this.clock = clock;
        this.skew = skew;
    }

    /** Returns the instant at which the token expires. */
    Instant check(Claims claims) throws TokenRefused {
        Instant now = clock.instant();
        Instant latestStart = now.plus(skew);
        Instant end = claims.instant("exp")
                .orElseThrow(() -> new TokenRefused("no exp"))
                .plus(skew);
        if (!now.isBefore(end)) {
            throw new TokenRefused("expired");
        }
        if (claims.instant("nbf").filter(latestStart::isBefore).isPresent()) {
            throw new TokenRefused("not yet valid");
        }
        if (claims.instant("iat").filter(latestStart::isBefore).isPresent()) {
            throw new TokenRefused("issued in the future");
        }
        return end;
    }
}
