package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a session may take so long for, by the service levels of the server. */
public final class SlaClock {
    private final String target;
    private final @Nullable Instant dueAt;
    private final @Nullable Instant breachedAt;

    /** For the SDK: reads it from a response. */
    public SlaClock(JsonFields json) {
        target = json.text("target");
        dueAt = json.instantOrNull("dueAt");
        breachedAt = json.instantOrNull("breachedAt");
    }

    /** {@code assignment} (until an agent has it), {@code first_response}, {@code next_response} or {@code resolution}; later servers may add words. */
    public String target() {
        return target;
    }

    /** When the time is up; empty if it no longer runs. */
    public Optional<Instant> dueAt() {
        return Optional.ofNullable(dueAt);
    }

    /** When the server noted that the time was up; empty if it was not. */
    public Optional<Instant> breachedAt() {
        return Optional.ofNullable(breachedAt);
    }

    @Override
    public String toString() {
        return "SlaClock{target=" + target + ", dueAt=" + dueAt + ", breachedAt=" + breachedAt + "}";
    }
}
