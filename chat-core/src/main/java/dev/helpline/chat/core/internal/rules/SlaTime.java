package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.hours.BusinessHours;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Counts time within business hours. Thread-safe as the hours are. */
final class SlaTime {
    /** More openings than a year has, at two a day; a target that needs more is not due as far as is known. */
    private static final int MAX_OPENINGS = 1000;

    private final BusinessHours hours;

    SlaTime(BusinessHours hours) {
        this.hours = hours;
    }

    /** Returns the instant at which it has been open for {@code time} since {@code from}; empty if that is not known. */
    Optional<Instant> after(Instant from, Duration time) {
        Instant at = from;
        Duration left = time;
        for (int i = 0; i < MAX_OPENINGS; i++) {
            Optional<Instant> opening = hours.nextOpening(at);
            if (opening.isEmpty()) {
                return Optional.empty();
            }
            Instant opened = opening.get();
            Instant end = opened.plus(left);
            Optional<Instant> closing = hours.nextClosing(opened);
            if (closing.isEmpty() || !closing.get().isBefore(end)) {
                return Optional.of(end);
            }
            left = left.minus(Duration.between(opened, closing.get()));
            at = closing.get();
        }
        return Optional.empty();
    }

    /** Returns for how long it was open between two instants; zero if they are in the wrong order. */
    Duration between(Instant from, Instant to) {
        Instant at = from;
        Duration open = Duration.ZERO;
        for (int i = 0; i < MAX_OPENINGS; i++) {
            Optional<Instant> opening = hours.nextOpening(at).filter(to::isAfter);
            if (opening.isEmpty()) {
                return open;
            }
            Optional<Instant> closing = hours.nextClosing(opening.get()).filter(to::isAfter);
            open = open.plus(Duration.between(opening.get(), closing.orElse(to)));
            if (closing.isEmpty()) {
                return open;
            }
            at = closing.get();
        }
        return open;
    }
}
