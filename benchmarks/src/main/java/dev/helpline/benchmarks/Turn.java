package dev.helpline.benchmarks;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * One turn of one contender: a closed loop in which all threads start together and stop when the time is up.
 *
 * @param messages the number of stored messages
 * @param perSecond the same per second, until the last call returned
 * @param commits the number of transactions; empty if the database does not count them
 * @param cpu the processor time in all
 * @param latencies the latencies of single calls, in nanoseconds
 */
record Turn(long messages, double perSecond, OptionalLong commits, Cpu cpu, Histogram latencies) {
    private static final long LONGEST_NANOS = Duration.ofMinutes(5).toNanos();

    static Turn of(Contender contender, int senders, SenderThreads kind, Duration time, Database database)
            throws Exception {
        int threads = contender.threads(senders);
        ExecutorService pool = kind.executor();
        try {
            OptionalLong commitsBefore = database.commits();
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Sent>> senderResults = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                senderResults.add(pool.submit(() -> {
                    go.await();
                    return Sent.within(time, contender, thread);
                }));
            }
            Cpu.Meter before = Cpu.Meter.read(database);
            long start = System.nanoTime();
            go.countDown();
            long messages = 0;
            Histogram latencies = newHistogram();
            for (Future<Sent> result : senderResults) {
                Sent sent = result.get();
                messages += sent.messages();
                latencies.add(sent.latencies());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Cpu cpu = Cpu.Meter.read(database).since(before);
            return new Turn(messages, messages / seconds, since(commitsBefore, database), cpu, latencies);
        } finally {
            pool.shutdownNow();
        }
    }

    private static OptionalLong since(OptionalLong before, Database database) throws SQLException {
        OptionalLong now = database.commits();
        return now.isEmpty() ? now : OptionalLong.of(now.getAsLong() - before.orElseThrow());
    }

    static Histogram newHistogram() {
        return new Histogram(LONGEST_NANOS, 3);
    }

    /** The results of one thread. */
    private record Sent(long messages, Histogram latencies) {
        static Sent within(Duration time, Contender contender, int thread) throws Exception {
            Histogram latencies = newHistogram();
            long messages = 0;
            long start = System.nanoTime();
            long now = start;
            while (now - start < time.toNanos()) {
                messages += contender.send(thread);
                long after = System.nanoTime();
                latencies.recordValue(Math.min(after - now, LONGEST_NANOS));
                now = after;
            }
            return new Sent(messages, latencies);
        }
    }
}
