package dev.helpline.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs shell lines as a terminal does. */
final class Shell {
    private Shell() {}

    /** What they printed, and how they ended. */
    record Result(String output, int exitCode) {}

    static Result run(String lines, Map<String, String> variables) throws IOException, InterruptedException {
        Process shell = start(lines, Path.of("").toAbsolutePath(), variables);
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(output, shell.waitFor());
    }

    /** Starts them in a folder; the first that fails is the last. */
    static Process start(String lines, Path folder, Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", lines);
        builder.directory(folder.toFile());
        builder.environment().putAll(variables);
        return builder.redirectErrorStream(true).start();
    }
}
