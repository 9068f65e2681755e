package dev.helpline.benchmarks;

import dev.helpline.servers.Folders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Measures how much files disturb conversations: agents send messages at a fixed rate to customers of a support desk with a small heap, in
 * turn without files and while one customer after the other uploads files and downloads them again.
 */
final class FilesBenchmark {
    /** The goal: with files, 99 of 100 messages are acknowledged within this time. */
    private static final double GOAL_MILLIS = 100;

    private static final String FILES = "--files";
    private static final String MEGABYTES = "--megabytes";
    private static final String HEAP = "--heap";
    private static final String RATE = "--rate";
    private static final String CONVERSATIONS = "--conversations";
    private static final String PAUSE = "--pause";
    private static final String WARM_UP = "--warm-up";
    private static final String ROUNDS = "--rounds";
    private static final String SECONDS = "--seconds";

    static final Map<String, String> OPTIONS = Map.of(
            FILES, "5",
            MEGABYTES, "10",
            HEAP, "128",
            RATE, "100",
            CONVERSATIONS, "200",
            PAUSE, "1000",
            WARM_UP, "30",
            ROUNDS, "5",
            SECONDS, "10");

    private static final int MEGABYTE = 1024 * 1024;

    private final Arguments arguments;
    private final List<FileTransfers.Times> transfers = new ArrayList<>();
    private final Latencies without = new Latencies("without files");
    private final Latencies with = new Latencies("with files");

    private FilesBenchmark(Arguments arguments) {
        this.arguments = arguments;
    }

    /** Measures a support desk on H2, in a process of its own. */
    static LoadReport run(Arguments arguments) throws Exception {
        return new FilesBenchmark(arguments).run();
    }

    private LoadReport run() throws Exception {
        double loadBefore = Environment.load();
        Path folder = Folders.fresh("desk");
        Tokens tokens = Tokens.random();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        int conversations = arguments.positive(CONVERSATIONS);
        int bytes = arguments.positive(MEGABYTES) * MEGABYTE;
        try (Desk desk = Desk.start(java, "-Xmx" + arguments.positive(HEAP) + "m", folder, tokens)) {
            SessionTalk talk = SessionTalk.start(desk.port(), tokens, conversations);
            LongPolls customers = new LongPolls(desk.port(), talk);
            try (Deliveries deliveries = new Deliveries(desk.port(), talk, conversations, customers);
                    FileTransfers files = new FileTransfers(desk.port(), tokens, arguments.positive(FILES), bytes)) {
                measure(deliveries, files);
            }
        } finally {
            Folders.delete(folder);
        }
        return report(loadBefore, (double) arguments.positive(FILES) * arguments.positive(MEGABYTES));
    }

    private void measure(Deliveries deliveries, FileTransfers files) throws Exception {
        int rate = arguments.positive(RATE);
        int seconds = arguments.positive(SECONDS);
        besides(files, () -> deliveries.run(rate, arguments.positive(WARM_UP)));
        transfers.clear();
        for (int round = 0; round < arguments.positive(ROUNDS); round++) {
            without.add(deliveries.run(rate, seconds));
            with.add(besides(files, () -> deliveries.run(rate, seconds)));
        }
    }

    /** What is measured while files are transferred. */
    private interface Measured {
        Deliveries.Result run() throws Exception;
    }

    /** Transfers files of one customer after the other, of one at least, until the messages have been delivered. */
    private Deliveries.Result besides(FileTransfers files, Measured messages) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        long pauseNanos = TimeUnit.MILLISECONDS.toNanos(arguments.positive(PAUSE));
        try {
            Future<List<FileTransfers.Times>> transferring = thread.submit(() -> {
                List<FileTransfers.Times> times = new ArrayList<>();
                do {
                    times.add(files.transfer());
                    LockSupport.parkNanos(pauseNanos);
                } while (!thread.isShutdown());
                return times;
            });
            Deliveries.Result result = messages.run();
            thread.shutdown();
            transfers.addAll(transferring.get());
            return result;
        } finally {
            thread.shutdownNow();
        }
    }

    /** The latencies of all rounds of one kind. */
    private static final class Latencies {
        private final String name;
        private final Histogram acknowledged = Turn.newHistogram();
        private final Histogram delivered = Turn.newHistogram();

        Latencies(String name) {
            this.name = name;
        }

        void add(Deliveries.Result round) {
            acknowledged.add(round.acknowledged());
            delivered.add(round.delivered());
        }

        List<LoadReport.Line> lines() {
            return List.of(
                    LoadReport.Line.of(name + ", until acknowledged", acknowledged),
                    LoadReport.Line.of(name + ", until delivered", delivered));
        }

        double p99Millis() {
            return acknowledged.getValueAtPercentile(99) / 1e6;
        }
    }

    private LoadReport report(double loadBefore, double megabytes) {
        List<LoadReport.Line> lines = new ArrayList<>(without.lines());
        lines.addAll(with.lines());
        Spread up =
                Spread.of(transfers.stream().map(FileTransfers.Times::upMillis).toList());
        Spread down = Spread.of(
                transfers.stream().map(FileTransfers.Times::downMillis).toList());
        return new LoadReport(
                new Environment("support desk on H2", "", loadBefore, Environment.load()),
                "heap of " + arguments.text(HEAP) + " MB; " + arguments.text(RATE) + " messages/s to "
                        + arguments.text(CONVERSATIONS) + " conversations, " + arguments.text(ROUNDS) + " rounds of "
                        + arguments.text(SECONDS) + " s without files and with " + arguments.text(FILES) + " of "
                        + arguments.text(MEGABYTES) + " MB at a time, up and down, with "
                        + arguments.text(PAUSE) + " ms between two customers",
                lines,
                List.of(
                        new LoadReport.Figure("customers whose files were transferred", transfers.size(), ""),
                        new LoadReport.Figure(
                                "upload, median of the customers", megabytes / up.median() * 1000, "MB/s"),
                        new LoadReport.Figure(
                                "download, median of the customers", megabytes / down.median() * 1000, "MB/s")),
                List.of(Goal.atMost("p99 until acknowledged with files, in ms,", GOAL_MILLIS, with.p99Millis())));
    }
}
