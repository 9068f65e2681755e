package dev.helpline.chat.socketio;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.testkit.time.Await;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Clients of npm's socket.io-client in one process of Node. */
final class NodeClients implements AutoCloseable {
    static final Path CLIENTS = root().resolve("examples/socketio-clients");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Process node;
    private final BufferedWriter commands;
    private final List<JsonNode> events = new ArrayList<>();

    private NodeClients(Process node) {
        this.node = node;
        commands = node.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "node-events");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts Node; skips the test where it or the client is not installed. */
    static NodeClients start() throws IOException {
        requireInstalled();
        Path driver = Path.of("src/test/resources/driver.mjs");
        NodeClients clients = new NodeClients(new ProcessBuilder(
                        "node",
                        driver.toAbsolutePath().toString(),
                        CLIENTS.toAbsolutePath().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        clients.event("", "#ready");
        return clients;
    }

    static void requireInstalled() {
        assumeTrue(isNodeThere(), "Node is not installed, so no client of Socket.IO is tried");
        assumeTrue(
                Files.isDirectory(CLIENTS.resolve("node_modules/socket.io-client")),
                "socket.io-client is not installed: npm ci --prefix examples/socketio-clients");
    }

    private static boolean isNodeThere() {
        try {
            return new ProcessBuilder("node", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path root() {
        Path module = Path.of("").toAbsolutePath();
        return Stream.iterate(module, Objects::nonNull, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("examples")))
                .findFirst()
                .orElse(module);
    }

    private void read() {
        try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (events) {
                    events.add(MAPPER.readTree(line));
                }
            }
        } catch (IOException closed) {
            // the process has ended
        }
    }

    private void command(String op, String name, ObjectNode more) {
        try {
            more.put("op", op).put("name", name);
            commands.write(more + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a socket in the root namespace. {@code options} are those of socket.io-client, as JSON. */
    void open(String name, int port, String options) {
        open(name, port, "/", options);
    }

    void open(String name, int port, String namespace, String options) {
        ObjectNode command = MAPPER.createObjectNode().put("url", "http://127.0.0.1:" + port + namespace);
        command.set("options", DirectClient.read(options));
        command("open", name, command);
    }

    void emit(String name, String event, String data) {
        emit(name, event, data, false);
    }

    /** Emits an event and waits for its acknowledgement. */
    JsonNode call(String name, String event, String data) {
        forget(name, "#ack " + event);
        emit(name, event, data, true);
        return event(name, "#ack " + event);
    }

    private void emit(String name, String event, String data, boolean ack) {
        ObjectNode command = MAPPER.createObjectNode().put("event", event).put("ack", ack);
        command.putArray("args").add(DirectClient.read(data));
        command("emit", name, command);
    }

    /** Says goodbye. */
    void close(String name) {
        command("close", name, MAPPER.createObjectNode());
    }

    /** Breaks the connection without a goodbye. */
    void cut(String name) {
        command("cut", name, MAPPER.createObjectNode());
    }

    List<JsonNode> events(String name, String event) {
        synchronized (events) {
            return events.stream()
                    .filter(line -> line.path("name").asText().equals(name))
                    .filter(line -> line.path("event").asText().equals(event))
                    .map(line -> line.path("data"))
                    .toList();
        }
    }

    /** Waits for an event, and returns the data of the last one. */
    JsonNode event(String name, String event) {
        return event(name, event, any -> true);
    }

    JsonNode event(String name, String event, Predicate<JsonNode> wanted) {
        Await.until(() -> events(name, event).stream().anyMatch(wanted), PATIENCE);
        return events(name, event).stream()
                .filter(wanted)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    void forget(String name, String event) {
        synchronized (events) {
            events.removeIf(line -> line.path("name").asText().equals(name)
                    && line.path("event").asText().equals(event));
        }
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!node.waitFor(10, TimeUnit.SECONDS)) {
                node.destroyForcibly();
            }
        } catch (IOException ended) {
            node.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
