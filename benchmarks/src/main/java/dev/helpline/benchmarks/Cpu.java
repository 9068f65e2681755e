package dev.helpline.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time per message, which can be compared even if the machine is busy.
 *
 * @param clientMicros used by this process, including an embedded database
 * @param serverMicros used by the processes of a server
 */
record Cpu(double clientMicros, double serverMicros) {
    static Cpu sum(Cpu one, Cpu other) {
        return new Cpu(one.clientMicros + other.clientMicros, one.serverMicros + other.serverMicros);
    }

    Cpu dividedBy(double messages) {
        return new Cpu(clientMicros / messages, serverMicros / messages);
    }

    /** The time that the processes have used so far. */
    record Meter(double client, Map<Long, Double> server) {
        private static final OperatingSystemMXBean SYSTEM =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        static Meter read(Database database) {
            return read(database.server().stream().toList());
        }

        /** Reads the time of this process, and of these with all that they have started. */
        static Meter read(List<ProcessHandle> processes) {
            Map<Long, Double> server = new HashMap<>();
            processes.stream()
                    .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                    .forEach(process -> server.put(process.pid(), micros(process)));
            return new Meter(SYSTEM.getProcessCpuTime() / 1e3, server);
        }

        private static double micros(ProcessHandle process) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e3;
        }

        /** Returns the time that was used since then, without processes that have ended in the meantime. */
        Cpu since(Meter earlier) {
            double used = server.entrySet().stream()
                    .mapToDouble(process -> process.getValue() - earlier.server.getOrDefault(process.getKey(), 0.0))
                    .sum();
            return new Cpu(client - earlier.client, used);
        }
    }
}
