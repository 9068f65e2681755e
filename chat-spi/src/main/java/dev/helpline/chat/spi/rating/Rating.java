package dev.helpline.chat.spi.rating;

import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer's judgement of an ended session; a session has at most one.
 *
 * @param id names the rating; at most 128 characters
 * @param stars 1 (worst) to 5 (best)
 * @param feedback free text, at most 2000 code points
 * @param categories words of the host's choice, in the order given; at most 10 of at most 64 code points each
 * @param at UTC instant of the commit that stored it, at millisecond precision
 * @param claimedAt when it was given by the client's clock; null if the client did not say, or if that is not
 *     plausible
 */
public record Rating(
        String id,
        int stars,
        @Nullable String feedback,
        List<String> categories,
        Instant at,
        @Nullable Instant claimedAt) {
    /** Checks the stars, copies the categories and cuts instants to milliseconds. */
    public Rating {
        Objects.requireNonNull(id, "id");
        Checks.within("stars", stars, 1, 5);
        categories = List.copyOf(categories);
        at = Checks.millis(at);
        claimedAt = Checks.millisOrNull(claimedAt);
    }
}
