package dev.helpline.chat.jwt;

import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Role;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The two authenticators of a chat whose tokens are signed with shared secrets. Customers and agents have different secrets,
 * so that a customer's token is never valid for an agent's call, whatever it claims.
 *
 * <p>A customer's token names its subject in {@code sub} and may carry {@code name}, {@code email}, {@code phone} and {@code
 * externalRef}, the order or ticket for which it was issued. An agent's token names the agent in {@code adminId}, or else in {@code sub}, and may carry {@code name}, {@code department}
 * and {@code role}: AGENT (the default), SUPERVISOR or ADMIN. Every token needs {@code exp}; {@code nbf} and {@code iat} are
 * checked if present. All three are seconds since 1970 and may have fractions (RFC 7519, section 2).
 *
 * <p>A subject is a text, or a whole number of at most 64 bits, that is a valid {@link dev.helpline.chat.spi.CustomerId}:
 * {@code auth0|5f3}, an e-mail address, {@code 248289761001}. Other fields of a profile never cause a rejection: {@link
 * dev.helpline.chat.spi.auth.Principal} repairs texts, a whole number counts as its digits, and any other value as missing. A
 * token that is signed and valid but names no usable subject is {@link
 * dev.helpline.chat.spi.auth.Authenticator.Refused#genuine() refused as genuine}.
 *
 * <p>The algorithm is always HS256; a token whose header names another algorithm, or a key, is rejected. Thread-safe.
 */
public final class JwtAuthenticators {
    private final Authenticator customers;
    private final Authenticator agents;

    private JwtAuthenticators(Builder builder) {
        TimeWindow window = new TimeWindow(builder.clock, builder.skew);
        customers = new JwtAuthenticator(builder.customerKey, window, Principals::customer);
        Map<String, Role> roles = Map.copyOf(builder.roles);
        agents = new JwtAuthenticator(builder.agentKey, window, claims -> Principals.agent(claims, roles));
    }

    /**
     * Returns the authenticators for two secrets, with every default in place.
     *
     * @throws IllegalArgumentException if a secret has fewer than 32 bytes, or if the two are equal
     */
    public static JwtAuthenticators of(byte[] customerSecret, byte[] agentSecret) {
        return builder(customerSecret, agentSecret).build();
    }

    /**
     * Returns a builder for two secrets, which are copied.
     *
     * @throws IllegalArgumentException if a secret has fewer than 32 bytes, or if the two are equal
     */
    public static Builder builder(byte[] customerSecret, byte[] agentSecret) {
        return new Builder(customerSecret, agentSecret);
    }

    /** Returns the authenticator of customers' tokens. */
    public Authenticator customers() {
        return customers;
    }

    /** Returns the authenticator of agents' tokens. */
    public Authenticator agents() {
        return agents;
    }

    /** Collects the settings of the authenticators. Each setter checks its value at once. Not thread-safe. */
    public static final class Builder {
        private static final Duration MAX_SKEW = Duration.ofMinutes(5);

        private final SigningKey customerKey;
        private final SigningKey agentKey;
        private final Map<String, Role> roles = new HashMap<>(Principals.AGENT_ROLES);
        private InstantSource clock = InstantSource.system();
        private Duration skew = Duration.ofSeconds(30);

        private Builder(byte[] customerSecret, byte[] agentSecret) {
            customerKey = SigningKey.of("customerSecret", customerSecret);
            agentKey = SigningKey.of("agentSecret", agentSecret);
            if (customerKey.isSameAs(agentKey)) {
                throw new IllegalArgumentException("customerSecret and agentSecret must differ, were equal");
            }
        }

        /** The source of the current time. Default: the system's clock. */
        public Builder clock(InstantSource value) {
            clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /** How much the issuer's clock may differ from this clock, from 0 to 5 minutes. Default: 30 seconds. */
        public Builder skew(Duration value) {
            if (value.isNegative() || value.compareTo(MAX_SKEW) > 0) {
                throw new IllegalArgumentException("skew must be between PT0S and " + MAX_SKEW + ", was " + value);
            }
            skew = value;
            return this;
        }

        /**
         * Another word for a role of agents in the claim {@code role}, exactly as tokens have it, for a host that calls its roles otherwise.
         * Default: only AGENT, SUPERVISOR and ADMIN.
         *
         * @throws IllegalArgumentException for an empty word, for a role that is not an agent's, and for a word that has another role already
         */
        public Builder agentRole(String word, Role role) {
            if (word.isEmpty() || !role.isAgent()) {
                throw new IllegalArgumentException(
                        "a word and a role of agents are needed, were '" + word + "' and " + role);
            }
            Role known = roles.putIfAbsent(word, role);
            if (known != null && known != role) {
                throw new IllegalArgumentException("word '" + word + "' means " + known + " already, was " + role);
            }
            return this;
        }

        /** Builds the authenticators. */
        public JwtAuthenticators build() {
            return new JwtAuthenticators(this);
        }
    }
}
