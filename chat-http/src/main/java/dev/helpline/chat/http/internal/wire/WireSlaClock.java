package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SlaClock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a session may take so long for, as agents see it, as JSON. */
public record WireSlaClock(
        String target, @Nullable String dueAt, @Nullable String breachedAt) {
    /** Returns the targets that are due or were breached, in the order of their names in the enumeration; null if there are none. */
    static @Nullable List<WireSlaClock> of(Session session) {
        List<WireSlaClock> clocks = session.sla().entrySet().stream()
                .filter(clock ->
                        clock.getValue().dueAt() != null || clock.getValue().breachedAt() != null)
                .sorted(Map.Entry.comparingByKey())
                .map(clock -> of(WireNames.of(clock.getKey()), clock.getValue()))
                .toList();
        return clocks.isEmpty() ? null : clocks;
    }

    private static WireSlaClock of(String target, SlaClock clock) {
        return new WireSlaClock(
                target, WireTime.formatOrNull(clock.dueAt()), WireTime.formatOrNull(clock.breachedAt()));
    }
}
