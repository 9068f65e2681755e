package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.hours.Availability;
import dev.helpline.chat.spi.hours.BusinessHours;
import java.time.Instant;

/** Arrivals for tests of rules. */
public final class Arrivals {
    private Arrivals() {}

    /** A customer who comes while it is open. */
    public static Arrival whileOpen(int slot, Instant now) {
        return new Arrival(slot, Availability.of(BusinessHours.ALWAYS, now), true, now, null, null, false);
    }
}
