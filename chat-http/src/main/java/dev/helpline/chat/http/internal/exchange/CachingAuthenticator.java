package dev.helpline.chat.http.internal.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.helpline.chat.spi.auth.Authenticator;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches an authenticator's verdicts, so that the token of a client that polls every two seconds is not verified on
 * each poll. A revoked token stays accepted for at most five minutes. The cache holds digests of tokens, not tokens.
 *
 * <p>Also logs a warning for a genuine token that is refused: the host's own issuer made it, so the host needs to know.
 */
public final class CachingAuthenticator implements Authenticator {
    private static final int MAX_TOKEN = 16 * 1024;
    private static final int MAX_CACHED = 20_000;

    /** Applies also to genuine tokens that are refused, since each new check would log one more warning. */
    private static final Duration GENUINE_FOR = Duration.ofMinutes(5);

    private static final Duration REFUSED_FOR = Duration.ofSeconds(10);

    private static final Refused TOO_LONG = new Refused("too long");
    private static final Logger LOG = LoggerFactory.getLogger(CachingAuthenticator.class);

    private final Authenticator authenticator;
    private final InstantSource clock;
    private final Cache<ByteBuffer, Verdict> verdicts;

    public CachingAuthenticator(Authenticator authenticator, InstantSource clock) {
        this.authenticator = authenticator;
        this.clock = clock;
        verdicts = Caffeine.newBuilder()
                .maximumSize(MAX_CACHED)
                .ticker(new ElapsedTime(clock)::nanos)
                .executor(Runnable::run)
                .expireAfter(Expiry.creating((ByteBuffer digest, Verdict verdict) -> timeToLive(verdict)))
                .build();
    }

    @Override
    public Verdict authenticate(String token) {
        if (token.length() > MAX_TOKEN) {
            return TOO_LONG;
        }
        ByteBuffer digest = digest(token);
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
        Verdict checked =
                verdict instanceof Accepted accepted ? AcceptedCheck.check(accepted, clock.instant()) : verdict;
        if (checked instanceof Refused refused && refused.genuine()) {
            warn(refused);
        }
        return checked;
    }

    private static void warn(Refused refused) {
        LOG.warn("a genuine token is rejected: {}", refused.reason());
    }

    private Duration timeToLive(Verdict verdict) {
        if (verdict instanceof Refused refused) {
            return refused.genuine() ? GENUINE_FOR : REFUSED_FOR;
        }
        Duration left = Duration.between(clock.instant(), ((Accepted) verdict).expiresAt());
        return left.compareTo(GENUINE_FOR) < 0 ? left : GENUINE_FOR;
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
