package dev.helpline.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Starts a database, runs a benchmark on it, and prints the figures. */
public final class Benchmarks {
    private static final List<String> NAMED = List.of("reads", "board", "http-poll", "http-send");

    /** The programs that choose their servers themselves. */
    private static final Map<String, LoadProgram> LOADS = new TreeMap<>(Map.of(
            "bus", new LoadProgram(BusBenchmark.OPTIONS, BusBenchmark::run),
            "files", new LoadProgram(FilesBenchmark.OPTIONS, FilesBenchmark::run),
            "first-minute", new LoadProgram(FirstMinute.OPTIONS, FirstMinute::run),
            "delivery", new LoadProgram(DeliveryBenchmark.OPTIONS, DeliveryBenchmark::run),
            "fleet", new LoadProgram(FleetBenchmark.OPTIONS, FleetBenchmark::run),
            "outbox", new LoadProgram(OutboxBenchmark.OPTIONS, OutboxBenchmark::run),
            "memory", new LoadProgram(MemoryBenchmark.OPTIONS, MemoryBenchmark::run),
            "restart", new LoadProgram(RestartBenchmark.OPTIONS, RestartBenchmark::run)));

    private Benchmarks() {}

    /**
     * A program that measures load.
     *
     * @param options its options with their defaults
     */
    private record LoadProgram(Map<String, String> options, Run run) {
        interface Run {
            LoadReport with(Arguments arguments) throws Exception;
        }
    }

    private static void load(LoadProgram program, List<String> words) throws Exception {
        Arguments arguments = Arguments.parse(words, program.options());
        LoadReport report = program.run().with(arguments);
        System.out.println(report.text());
        write(report, arguments.json());
    }

    /** See the README of this module for the programs and their options. */
    public static void main(String[] args) throws Exception {
        List<String> words = Arrays.asList(args);
        String kind = words.isEmpty() ? "" : words.get(0);
        if (LOADS.containsKey(kind)) {
            load(LOADS.get(kind), words.subList(1, words.size()));
            return;
        }
        if (kind.equals("in-process")) {
            inProcess(InProcessOptions.parse(words.subList(1, words.size())));
            return;
        }
        boolean isNamed = NAMED.contains(kind);
        List<String> rest = isNamed ? words.subList(1, words.size()) : words;
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("name one of h2, mariadb, postgres, with one of the words " + NAMED
                    + " before it or not; board and http-poll also take memory; or in-process, or one of "
                    + LOADS.keySet());
        }
        List<String> options = rest.subList(1, rest.size());
        switch (kind) {
            case "reads" -> reads(rest.get(0), ReadOptions.parse(options));
            case "board" -> board(rest.get(0), BoardOptions.parse(options));
            case "http-poll" -> httpPoll(rest.get(0), HttpOptions.POLL.parse(options));
            case "http-send" -> httpSend(rest.get(0), HttpOptions.SEND.parse(options));
            default -> sends(rest.get(0), Options.parse(options));
        }
    }

    /** Measures how soon agents hear of changes. */
    private static void board(String program, BoardOptions options) throws Exception {
        BoardReport report;
        if (program.equals("memory")) {
            report = BoardBenchmark.inMemory(options);
        } else {
            try (Database database = Database.start(program)) {
                report = BoardBenchmark.on(database, options);
            }
        }
        System.out.println(report.text());
        write(report, options.json());
    }

    /** Measures polls that find nothing new. */
    private static void httpPoll(String program, HttpOptions options) throws Exception {
        HttpReport report;
        if (program.equals("memory")) {
            report = HttpPollBenchmark.inMemory(options);
        } else {
            try (Database database = Database.start(program)) {
                report = HttpPollBenchmark.on(database, options);
            }
        }
        System.out.println(report.text());
        write(report, options.json());
    }

    /** Measures the engine in one process. */
    private static void inProcess(InProcessOptions options) throws Exception {
        InProcessReport report = InProcessBenchmark.run(options);
        System.out.println(report.text());
        write(report, options.json());
    }

    /** Measures durable sends over HTTP. */
    private static void httpSend(String program, HttpOptions options) throws Exception {
        try (Database database = Database.start(program)) {
            HttpReport report = HttpSendBenchmark.on(database, options);
            System.out.println(report.text());
            write(report, options.json());
        }
    }

    /** Measures how the engine and its floors send. */
    private static void sends(String program, Options options) throws Exception {
        try (Database database = Database.start(program).with(options.flags())) {
            Report report = Comparison.run(database, options);
            System.out.println(ReportText.of(report));
            write(report, options.json());
        }
    }

    /** Measures reads of a full store. */
    private static void reads(String program, ReadOptions options) throws Exception {
        try (Database database = Database.start(program)) {
            ReadReport report = ReadBenchmark.run(database, options);
            System.out.println(report.text());
            write(report, options.json());
        }
    }

    private static void write(Object report, @Nullable Path json) throws IOException {
        if (json != null) {
            Files.createDirectories(json.toAbsolutePath().getParent());
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), report);
        }
    }
}
