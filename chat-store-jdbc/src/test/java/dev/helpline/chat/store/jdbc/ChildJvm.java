package dev.helpline.chat.store.jdbc;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A child process that runs one of our main classes; closing it kills the process. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildJvm run(Class<?> main, String... arguments) {
        return run(jar -> true, main, arguments);
    }

    /** Runs with selected parts of the class path. */
    static ChildJvm run(Predicate<String> classPath, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flagsOfThisJvm());
        command.addAll(List.of(
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(classPath)
                        .collect(Collectors.joining(File.pathSeparator)),
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ChildJvm(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The child's compilers and collector are those of this JVM. */
    private static List<String> flagsOfThisJvm() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:"))
                .toList();
    }
    /** Returns the next line that the process prints; fails if the process ends instead. */
    String readLine() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new AssertionError("the process ended with " + awaitEnd());
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns everything that the process prints until it ends. */
    List<String> readAll() {
        return output.lines().toList();
    }

    /** Kills the process as {@code kill -9} does, and returns the unread output up to then. */
    List<String> kill() {
        process.toHandle().destroyForcibly(); // Process.destroyForcibly would close the output, too
        List<String> rest = readAll();
        awaitEnd();
        return rest;
    }

    /** Sends a byte to the standard input of the process. */
    void nudge() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the standard input, at which some programs end, and returns what the process prints until it ends. */
    List<String> finish() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> rest = readAll();
        awaitEnd();
        return rest;
    }

    int awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the process did not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }
}
