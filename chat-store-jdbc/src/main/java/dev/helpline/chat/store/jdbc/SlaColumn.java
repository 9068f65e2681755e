package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.session.SlaClock;
import dev.helpline.chat.spi.session.SlaTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of a session's service levels as text: {@code target,since,spent,due,breached} for each clock, separated by semicolons, in
 * milliseconds, and nothing where there is no instant.
 */
final class SlaColumn {
    private SlaColumn() {}

    static @Nullable String write(Map<SlaTarget, SlaClock> clocks) {
        return clocks.isEmpty()
                ? null
                : new TreeMap<>(clocks)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "," + write(entry.getValue()))
                                .collect(Collectors.joining(";"));
    }

    private static String write(SlaClock clock) {
        return String.join(
                ",",
                write(clock.runningSince()),
                Long.toString(clock.spent().toMillis()),
                write(clock.dueAt()),
                write(clock.breachedAt()));
    }

    private static String write(@Nullable Instant at) {
        return at == null ? "" : Long.toString(at.toEpochMilli());
    }

    static Map<SlaTarget, SlaClock> read(@Nullable String text) {
        if (text == null) {
            return Map.of();
        }
        Map<SlaTarget, SlaClock> clocks = new EnumMap<>(SlaTarget.class);
        Arrays.stream(text.split(";", -1))
                .map(clock -> clock.split(",", -1))
                .forEach(parts -> clocks.put(
                        SlaTarget.valueOf(parts[0]),
                        SlaClock.builder()
                                .runningSince(instant(parts[1]))
                                .spent(Duration.ofMillis(Long.parseLong(parts[2])))
                                .dueAt(instant(parts[3]))
                                .breachedAt(instant(parts[4]))
                                .build()));
        return clocks;
    }

    /** The names of targets, separated by commas. */
    static @Nullable String writeTargets(Set<SlaTarget> targets) {
        return targets.isEmpty()
                ? null
                : targets.stream().sorted().map(SlaTarget::name).collect(Collectors.joining(","));
    }

    static Set<SlaTarget> readTargets(@Nullable String text) {
        return text == null
                ? Set.of()
                : Arrays.stream(text.split(",", -1)).map(SlaTarget::valueOf).collect(Collectors.toSet());
    }

    private static @Nullable Instant instant(String millis) {
        return millis.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
