package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to block a customer or a network address. Immutable. */
public final class BlockRequest {
    private final @Nullable String userId;
    private final @Nullable String address;
    private final @Nullable String reason;
    private final @Nullable Instant until;

    private BlockRequest(Builder builder) {
        userId = builder.userId;
        address = builder.address;
        reason = builder.reason;
        until = builder.until;
    }

    /** Starts a builder of a request to block a customer. */
    public static Builder customer(String userId) {
        return new Builder(Ids.requireSubject(userId, "userId"), null);
    }

    /**
     * Starts a builder of a request to block a network address.
     *
     * @param address an IPv4 address, or an IPv6 address, which stands for its /64 network
     */
    public static Builder address(String address) {
        return new Builder(null, Objects.requireNonNull(address, "address"));
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        return new JsonBody()
                .put("userId", userId)
                .put("address", address)
                .put("reason", reason)
                .put("until", until);
    }

    /** Contains the end of the block. */
    @Override
    public String toString() {
        return "BlockRequest{until=" + until + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final @Nullable String userId;
        private final @Nullable String address;
        private @Nullable String reason;
        private @Nullable Instant until;

        private Builder(@Nullable String userId, @Nullable String address) {
            this.userId = userId;
            this.address = address;
        }

        /** Why, for agents; the customer is never told. At most 1000 characters. Default: none. */
        public Builder reason(String reason) {
            this.reason = Objects.requireNonNull(reason, "reason");
            return this;
        }

        /** When the block ends by itself. Default: never. */
        public Builder until(Instant until) {
            this.until = Objects.requireNonNull(until, "until");
            return this;
        }

        /** Makes the BlockRequest; the builder can be used again. */
        public BlockRequest build() {
            return new BlockRequest(this);
        }
    }
}
