package dev.helpline.benchmarks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How soon all agents heard of changes.
 *
 * @param told from the moment at which a message was due to be sent until the last agent had the change, in microseconds
 * @param stored from that moment until the send returned, in microseconds
 * @param answers how many different answers the agents got, over all
 * @param cpuPerChange processor time per change, of this process and of the database's server
 * @param boardAtStartMillis how long the first snapshot took, with all open sessions
 */
record BoardReport(
        Environment environment,
        BoardOptions options,
        long changes,
        Report.Latency told,
        Report.Latency stored,
        long answers,
        @Nullable Cpu cpuPerChange,
        double boardAtStartMillis) {
    /** The goal: 99 of 100 changes are told to all agents within this time. */
    private static final double GOAL_MILLIS = 250;

    /** Returns the report as text. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%s; load %.2f before, %.2f after%n"
                        + "%d agents by %s, %d open sessions, %d changes at %d/s; first snapshot %.0f ms%n%n"
                        + "| | p50 ms | p99 ms | p99.9 ms |%n| --- | --- | --- | --- |%n"
                        + "| until the send returned | %.1f | %.1f | %.1f |%n"
                        + "| until the last agent had it | %.1f | %.1f | %.1f |%n%n"
                        + "%.1f answers per second were made; %s%n"
                        + "goal p99 < %.0f ms: %s%n",
                environment.database(),
                environment.loadBefore(),
                environment.loadAfter(),
                options.agents(),
                options.by().name().toLowerCase(Locale.ROOT),
                options.sessions(),
                changes,
                options.changes(),
                boardAtStartMillis,
                stored.p50() / 1000,
                stored.p99() / 1000,
                stored.p999() / 1000,
                told.p50() / 1000,
                told.p99() / 1000,
                told.p999() / 1000,
                (double) answers / options.seconds(),
                cpu(),
                GOAL_MILLIS,
                told.p99() / 1000 < GOAL_MILLIS ? "met" : "missed");
    }

    private String cpu() {
        return cpuPerChange == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.0f µs of processor per change here, %.0f µs in the database's server",
                        cpuPerChange.clientMicros(),
                        cpuPerChange.serverMicros());
    }
}
