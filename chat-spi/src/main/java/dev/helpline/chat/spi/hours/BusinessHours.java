package dev.helpline.chat.spi.hours;

import dev.helpline.chat.spi.Experimental;
import java.time.Instant;
import java.util.Optional;

/**
 * Says when customers can expect an agent. The engine asks when a session starts and when clients ask for the configuration, so
 * implementations keep what they need in memory. Thread-safe.
 */
@Experimental
public interface BusinessHours {
    /** Always open. */
    BusinessHours ALWAYS = new BusinessHours() {
        @Override
        public Optional<Instant> nextOpening(Instant at) {
            return Optional.of(at);
        }

        @Override
        public Optional<Instant> nextClosing(Instant at) {
            return Optional.empty();
        }
    };

    /**
     * Returns the first instant at which it is open, not before {@code at}: this very instant if it is open then. Empty if it does not
     * open again, as far as is known.
     */
    Optional<Instant> nextOpening(Instant at);

    /**
     * Returns the first instant at which it is closed, not before {@code at}: this very instant if it is closed then. Hours include the
     * instant at which they begin, and not the one at which they end. Empty if it does not close again, as far as is known.
     */
    Optional<Instant> nextClosing(Instant at);

    /** Returns whether it is open at this instant. */
    default boolean isOpen(Instant at) {
        return nextOpening(at).filter(at::equals).isPresent();
    }
}
