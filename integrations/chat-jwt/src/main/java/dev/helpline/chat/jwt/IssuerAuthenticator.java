package dev.helpline.chat.jwt;

import com.nimbusds.jose.JWSVerifier;
import dev.helpline.chat.jwt.JwtAuthenticator.PrincipalReader;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.auth.Authenticator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the tokens of one identity provider by the keys that it publishes. Use it as the authenticator of customers or, with {@link
 * Builder#agents}, of agents.
 *
 * <p>A token must name the issuer ({@code iss}), this application ({@code aud}: a text or a list that has it), a subject and an expiry, be signed
 * with the one algorithm that was chosen, and name the key ({@code kid}). Headers that bring a key along, point to one, or must be understood
 * ({@code jwk}, {@code jku}, {@code x5u}, {@code x5c}, {@code crit}) are rejected. The profile is read from {@code name}, {@code email}
 * and {@code phone_number} or {@code phone}.
 *
 * <p>Keys are fetched when the first token is verified, and kept for as long as the provider allows, between 5 minutes and 24 hours. A
 * token that names an unknown key makes them be fetched again, at most once a minute, however many such tokens come. If the provider
 * cannot be reached, known keys stay in use for the time of {@link Builder#outage}; a token whose key is not known cannot be judged then, and
 * {@link #authenticate} throws. Only HTTPS is used; HTTP only with a loopback address. Thread-safe.
 */
@Experimental
public final class IssuerAuthenticator implements Authenticator {
    private static final URI FIREBASE_KEYS =
            URI.create("https://www.googleapis.com/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com");
    private static final String FIREBASE_ISSUER = "https://securetoken.google.com/";

    private final CachedKeys keys;
    private final JwtAlgorithm algorithm;
    private final IssuerClaims rules;
    private final PrincipalReader reader;

    private IssuerAuthenticator(Builder builder) {
        algorithm = builder.algorithm;
        keys = new CachedKeys(builder.source, algorithm, builder.clock, builder.outage);
        rules = new IssuerClaims(builder.issuer, builder.audience, builder.firebase, builder.clock, builder.skew);
        reader = builder.reader;
    }

    /**
     * Returns a builder for an issuer whose keys are at a known address, as a set of JSON Web Keys.
     *
     * @param issuer compared exactly with {@code iss}
     * @param audience what {@code aud} must have: the name of this application at the issuer
     * @param keys an https address
     * @throws IllegalArgumentException if a text is blank, or the address is not https
     */
    public static Builder keySet(String issuer, String audience, URI keys) {
        KeySource source = KeySource.at(new KeyFetcher(), KeyFetcher.checked("keys", keys), KeyDocument.KEY_SET);
        return new Builder(issuer, audience, source, false);
    }

    /**
     * Returns a builder for an issuer that publishes its configuration at {@code <issuer>/.well-known/openid-configuration} (OpenID Connect
     * Discovery).
     *
     * @param issuer an https address, compared exactly with {@code iss} and with the configuration
     * @param audience what {@code aud} must have: the client id of this application
     * @throws IllegalArgumentException if a text is blank, or the issuer is not an https address
     */
    public static Builder openIdConnect(String issuer, String audience) {
        KeyFetcher.checked("issuer", URI.create(issuer));
        return new Builder(issuer, audience, KeySource.discovered(new KeyFetcher(), issuer), false);
    }

    /**
     * Returns a builder for the ID tokens of Firebase Authentication: RS256, issued for the project, with a subject of at most 128 characters,
     * and with {@code iat} and {@code auth_time} in the past. Custom tokens are rejected.
     *
     * @throws IllegalArgumentException if the project's id is blank
     */
    public static Builder firebase(String projectId) {
        return firebase(projectId, FIREBASE_KEYS);
    }

    /** For tests, with another address of the keys. */
    static Builder firebase(String projectId, URI keys) {
        KeySource source = KeySource.at(new KeyFetcher(), keys, KeyDocument.CERTIFICATES);
        return new Builder(FIREBASE_ISSUER + projectId, projectId, source, true);
    }

    /**
     * Judges a token.
     *
     * @throws IllegalStateException if the issuer's keys cannot be fetched, and the one that the token names is not known
     */
    @Override
    public Verdict authenticate(String token) {
        try {
            CompactToken parsed = CompactToken.ofIssuer(token, algorithm.name());
            JWSVerifier key =
                    keys.find(parsed.keyId()).orElseThrow(() -> new TokenRefused("not signed with a known key"));
            Claims claims = parsed.verified(key);
            Instant expiresAt = rules.check(claims);
            return new Accepted(reader.read(claims), expiresAt);
        } catch (TokenRefused refusal) {
            return new Refused(String.valueOf(refusal.getMessage()), refusal.isGenuine());
        }
    }

    /** Collects the settings of an authenticator. Each setter checks its value at once. Not thread-safe. */
    public static final class Builder {
        private static final Duration MAX_SKEW = Duration.ofMinutes(5);
        private static final Duration MAX_OUTAGE = Duration.ofDays(7);

        private final String issuer;
        private final String audience;
        private final KeySource source;
        private final boolean firebase;
        private JwtAlgorithm algorithm = JwtAlgorithm.RS256;
        private PrincipalReader reader = Principals::customerOfIssuer;
        private InstantSource clock = InstantSource.system();
        private Duration skew = Duration.ofSeconds(30);
        private Duration outage = Duration.ofHours(6);

        private Builder(String issuer, String audience, KeySource source, boolean firebase) {
            this.issuer = present("issuer", issuer);
            this.audience = present("audience", audience);
            this.source = source;
            this.firebase = firebase;
        }

        private static String present(String name, @Nullable String value) {
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException(name + " must not be blank");
            }
            return value;
        }

        /**
         * The algorithm of all tokens of the issuer. Keys of another algorithm are not used. Default: RS256.
         *
         * @throws IllegalStateException for ES256 with Firebase, whose tokens are signed with RS256
         */
        public Builder algorithm(JwtAlgorithm value) {
            Objects.requireNonNull(value, "algorithm");
            if (firebase && value != JwtAlgorithm.RS256) {
                throw new IllegalStateException("the tokens of Firebase are signed with RS256");
            }
            algorithm = value;
            return this;
        }

        /**
         * Reads agents instead of customers. Since customers may have tokens of the same issuer, a token must say that its subject is an
         * agent.
         *
         * @param roleClaim the claim with the role: AGENT, SUPERVISOR or ADMIN; a token without it is rejected
         */
        public Builder agents(String roleClaim) {
            String claim = present("roleClaim", roleClaim);
            reader = claims -> Principals.agentOfIssuer(claims, claim);
            return this;
        }

        /** The source of the current time. Default: the system's clock. */
        public Builder clock(InstantSource value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /** How much the issuer's clock may differ from this clock, from 0 to 5 minutes. Default: 30 seconds. */
        public Builder skew(Duration value) {
            skew = within("skew", value, MAX_SKEW);
            return this;
        }

        /** How long keys are used beyond their time if the issuer cannot be reached, from 0 to 7 days. Default: 6 hours. */
        public Builder outage(Duration value) {
            outage = within("outage", value, MAX_OUTAGE);
            return this;
        }

        private static Duration within(String name, Duration value, Duration max) {
            if (value.isNegative() || value.compareTo(max) > 0) {
                throw new IllegalArgumentException(name + " must be between PT0S and " + max + ", was " + value);
            }
            return value;
        }

        /** Builds the authenticator. Fetches nothing yet. */
        public IssuerAuthenticator build() {
            return new IssuerAuthenticator(this);
        }
    }
}
