package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.helpline.chat.spi.auth.Authenticator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * Remembers what an authenticator thought of a token, so that whoever polls every two seconds is not verified every two
 * seconds. A token that is revoked is let in for five minutes more at most. Tokens are remembered by their digest.
 */
final class RememberingAuthenticator implements Authenticator {
    private static final int MAX_TOKEN = 16 * 1024;
    private static final int MAX_REMEMBERED = 20_000;
    private static final Duration ACCEPTED_FOR = Duration.ofMinutes(5);
    private static final Duration REFUSED_FOR = Duration.ofSeconds(10);
    private static final Refused TOO_LONG = new Refused("too long");
    private static final Refused EXPIRED = new Refused("expired");

    private final Authenticator authenticator;
    private final InstantSource clock;
    private final Cache<String, Verdict> verdicts;

    RememberingAuthenticator(Authenticator authenticator, InstantSource clock) {
        this.authenticator = authenticator;
        this.clock = clock;
        verdicts = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .expireAfter(Expiry.creating((String digest, Verdict verdict) -> worthRemembering(verdict)))
                .build();
    }

    @Override
    public Verdict authenticate(String token) {
        if (token.length() > MAX_TOKEN) {
            return TOO_LONG;
        }
        String digest = digest(token);
        Verdict known = verdicts.getIfPresent(digest);
        if (known != null) {
            return known;
        }
        Verdict verdict = judge(token);
        verdicts.put(digest, verdict);
        return verdict;
    }

    private Verdict judge(String token) {
        Verdict verdict = authenticator.authenticate(token);
        return verdict instanceof Accepted accepted && !clock.instant().isBefore(accepted.expiresAt())
                ? EXPIRED
                : verdict;
    }

    private Duration worthRemembering(Verdict verdict) {
        if (!(verdict instanceof Accepted accepted)) {
            return REFUSED_FOR;
        }
        Duration left = Duration.between(clock.instant(), accepted.expiresAt());
        return left.compareTo(ACCEPTED_FOR) < 0 ? left : ACCEPTED_FOR;
    }

    private static String digest(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
