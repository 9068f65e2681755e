package dev.helpline.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Starts a database, has the engine and its floors send to it, and prints who was how fast. */
public final class Benchmarks {
    private Benchmarks() {}

    /** See the README of this module for the programs and their options. */
    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            throw new IllegalArgumentException("the first argument must be one of h2, mariadb, postgres");
        }
        List<String> options = Arrays.asList(args).subList(1, args.length);
        run(args[0], Options.parse(options));
    }

    private static void run(String program, Options options) throws Exception {
        try (Database database = Database.start(program)) {
            Report report = Comparison.run(database, options);
            System.out.println(ReportText.of(report));
            Path json = options.json();
            if (json != null) {
                Files.createDirectories(json.toAbsolutePath().getParent());
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), report);
            }
        }
    }
}
