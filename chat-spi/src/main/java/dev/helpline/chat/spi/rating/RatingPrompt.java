package dev.helpline.chat.spi.rating;

import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * The request for a rating that one of a customer's devices has shown, or is about to show, after the end of a session. A session has at
 * most one until it is reopened, so that the customer is asked once on any number of devices.
 *
 * @param id names the request, so that its device can tell its own from that of another device; at most 128 printable ASCII characters
 * @param at UTC instant of the commit that stored it, at millisecond precision
 */
public record RatingPrompt(String id, Instant at) {
    /** Cuts the instant to milliseconds. */
    public RatingPrompt {
        Objects.requireNonNull(id, "id");
        at = Checks.millis(at);
    }
}
