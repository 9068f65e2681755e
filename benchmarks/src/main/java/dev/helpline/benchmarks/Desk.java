package dev.helpline.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The support desk in a process of its own, started from its jar as the README does, with a database of its own and without limits. */
final class Desk implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("listens on http://localhost:(\\d+)");

    private final Process process;
    private final int port;
    private final double startMillis;

    private Desk(Process process, int port, double startMillis) {
        this.process = process;
        this.port = port;
        this.startMillis = startMillis;
    }

    /**
     * Starts a desk and returns once its health check says that it is ready.
     *
     * @param java the command that starts Java
     * @param flags arguments for the JVM, separated by spaces
     * @param folder the folder of its database and its log
     */
    static Desk start(String java, String flags, Path folder, Tokens tokens) throws IOException {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(Pattern.compile(" ")
                .splitAsStream(flags)
                .filter(flag -> !flag.isEmpty())
                .toList());
        command.addAll(List.of("-jar", jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "PORT",
                        "0",
                        "HOST",
                        "127.0.0.1",
                        "DATA_DIR",
                        folder.resolve("data").toString(),
                        "JWT_SECRET",
                        tokens.customerSecret(),
                        "ADMIN_JWT_SECRET",
                        tokens.agentSecret(),
                        "CHAT_RATE_LIMIT_ENABLED",
                        "false"));
        builder.redirectError(folder.resolve("desk.log").toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            int port = portOf(process, folder);
            awaitReady(port);
            return new Desk(process, port, (System.nanoTime() - start) / 1e6);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Path jar() {
        return Path.of(System.getProperty("helpline.root", "."), "examples/support-desk/target/support-desk.jar");
    }

    private static int portOf(Process process, Path folder) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = LISTENS.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new IOException("the desk did not start; its log is " + folder.resolve("desk.log"));
    }

    private static void awaitReady(int port) throws IOException {
        try (HttpConnection connection = new HttpConnection(port)) {
            byte[] health = HttpConnection.get("/api/chat/health", "none");
            while (connection.call(health).status() != 200) {
                Thread.onSpinWait();
            }
        }
    }

    int port() {
        return port;
    }

    /** Returns how long it took from the start of the process until the desk said that it was ready. */
    double startMillis() {
        return startMillis;
    }

    /** Returns the processor time that the desk has used so far, in milliseconds. */
    double cpuMillis() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
    }

    /** Stops the desk in order. */
    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
    }
}
