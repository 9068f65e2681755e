package dev.helpline.chat.core.hours;

import dev.helpline.chat.spi.hours.BusinessHours;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether customers can expect an agent, by the business hours of the host. Thread-safe: immutable. */
public final class Availability {
    private final boolean open;
    private final @Nullable Instant opensAt;
    private final @Nullable Instant closesAt;

    private Availability(Builder builder) {
        open = builder.open;
        opensAt = builder.opensAt;
        closesAt = builder.closesAt;
    }

    /** Returns a builder. */
    public static Builder builder(boolean open) {
        return new Builder(open);
    }

    /** Returns what the hours say at an instant. */
    public static Availability of(BusinessHours hours, Instant at) {
        Optional<Instant> opening = hours.nextOpening(at);
        return opening.filter(at::equals).isPresent()
                ? builder(true).closesAt(hours.nextClosing(at).orElse(null)).build()
                : builder(false).opensAt(opening.orElse(null)).build();
    }

    /** Whether it is open. */
    public boolean open() {
        return open;
    }

    /** When it opens next; null while it is open, and if that is not known. */
    public @Nullable Instant opensAt() {
        return opensAt;
    }

    /** When it closes next; null while it is closed, and if that is not known. */
    public @Nullable Instant closesAt() {
        return closesAt;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Availability that
                        && open == that.open
                        && Objects.equals(opensAt, that.opensAt)
                        && Objects.equals(closesAt, that.closesAt));
    }

    @Override
    public int hashCode() {
        return Objects.hash(open, opensAt, closesAt);
    }

    @Override
    public String toString() {
        return "Availability[" + (open ? "open, closes at " + closesAt : "closed, opens at " + opensAt) + "]";
    }

    /** Builds an {@link Availability}. Not thread-safe. */
    public static final class Builder {
        private final boolean open;
        private @Nullable Instant opensAt;
        private @Nullable Instant closesAt;

        private Builder(boolean open) {
            this.open = open;
        }

        /** See {@link Availability#opensAt()}. Default: not known. */
        public Builder opensAt(@Nullable Instant value) {
            opensAt = value;
            return this;
        }

        /** See {@link Availability#closesAt()}. Default: not known. */
        public Builder closesAt(@Nullable Instant value) {
            closesAt = value;
            return this;
        }

        /** Returns the availability. */
        public Availability build() {
            return new Availability(this);
        }
    }
}
