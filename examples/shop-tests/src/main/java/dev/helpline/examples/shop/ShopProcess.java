package dev.helpline.examples.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A shop in a process of its own, out of its jar. */
public final class ShopProcess implements Shop {
    private static final Pattern STARTED = Pattern.compile("started on port (\\d+)");

    private final Process process;
    private final int port;

    private ShopProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a jar, and waits until it prints on which port it listens.
     *
     * @param options of the JVM
     * @param arguments of the program
     * @throws AssertionError with all that was printed, if the process ends before
     */
    public static ShopProcess start(String jar, List<String> options, List<String> arguments) throws IOException {
        Process process = ofJar(jar, options, arguments).start();
        try {
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            int port = portIn(output);
            Thread reader = new Thread(() -> readAll(output), "output of the shop");
            reader.setDaemon(true);
            reader.start();
            return new ShopProcess(process, port);
        } catch (Throwable e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** A process of a jar whose errors are part of its output. */
    static ProcessBuilder ofJar(String jar, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.add("-jar");
        command.add(jar);
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static int portIn(BufferedReader output) throws IOException {
        List<String> printed = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            printed.add(line);
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
        }
        throw new AssertionError("the shop did not start:\n" + String.join("\n", printed));
    }

    /** So that the process never waits for a full pipe. */
    private static void readAll(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // goes on
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** Asks the process to end, waits for its end, and ends it by force after half a minute. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
