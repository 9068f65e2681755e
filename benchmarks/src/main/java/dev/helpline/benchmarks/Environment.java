package dev.helpline.benchmarks;

import java.lang.management.ManagementFactory;

/**
 * The machine a run was made on.
 *
 * @param settings what the database says about its durability
 * @param loadBefore the load average of the last minute
 */
record Environment(int processors, String java, String database, String settings, double loadBefore, double loadAfter) {
    Environment(String database, String settings, double loadBefore, double loadAfter) {
        this(
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                database,
                settings,
                loadBefore,
                loadAfter);
    }

    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
