package dev.helpline.chat.core.hours;

import dev.helpline.chat.spi.hours.BusinessHours;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether customers can expect an agent, by the business hours of the host.
 *
 * @param opensAt when it opens next; null while it is open, and if that is not known
 * @param closesAt when it closes next; null while it is closed, and if that is not known
 */
public record Availability(
        boolean open, @Nullable Instant opensAt, @Nullable Instant closesAt) {
    /** What the hours say at an instant. */
    public static Availability of(BusinessHours hours, Instant at) {
        Optional<Instant> opening = hours.nextOpening(at);
        return opening.filter(at::equals).isPresent()
                ? new Availability(true, null, hours.nextClosing(at).orElse(null))
                : new Availability(false, opening.orElse(null), null);
    }
}
