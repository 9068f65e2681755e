package dev.helpline.benchmarks;

import java.lang.management.ManagementFactory;

/**
 * The machine of a run.
 *
 * @param settings the durability settings of the database
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
