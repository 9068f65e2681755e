package dev.helpline.chat.core.policy;

import dev.helpline.chat.spi.limit.Limit;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a host decides about customers without an account. Immutable; made by {@link #builder()}, whose setters name the defaults. */
public final class GuestPolicy {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Duration tokenLifetime;
    private final @Nullable Limit startsPerAddress;

    private GuestPolicy(Builder builder) {
        tokenLifetime = builder.tokenLifetime;
        startsPerAddress = builder.startsPerAddress;
    }

    /** A builder with every default in place. */
    public static Builder builder() {
        return new Builder();
    }

    /** See {@link Builder#tokenLifetime}. */
    public Duration tokenLifetime() {
        return tokenLifetime;
    }

    /** See {@link Builder#startsPerAddress}. */
    public Optional<Limit> startsPerAddress() {
        return Optional.ofNullable(startsPerAddress);
    }

    /** Builds a {@link GuestPolicy}. Each setter checks its argument at once. Not thread-safe. */
    public static final class Builder {
        private Duration tokenLifetime = Duration.ofDays(7);
        private @Nullable Limit startsPerAddress = new Limit(10, Duration.ofHours(1));

        private Builder() {}

        /**
         * How long after the start of the session a guest's token is valid, from 1 minute to 366 days. After that the guest cannot read the
         * session any more, unless they have signed in. Default: 7 days.
         */
        public Builder tokenLifetime(Duration value) {
            if (value.compareTo(MINUTE) < 0 || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "tokenLifetime must be between " + MINUTE + " and " + LONGEST + ", was " + value);
            }
            tokenLifetime = value;
            return this;
        }

        /**
         * How many guests may start a session from one IPv4 address, or from one /64 network of IPv6; null for no limit. Guests whose address
         * is not known share one budget. Default: 10 an hour.
         */
        public Builder startsPerAddress(@Nullable Limit value) {
            startsPerAddress = value;
            return this;
        }

        /** Returns the policy. */
        public GuestPolicy build() {
            return new GuestPolicy(this);
        }
    }
}
