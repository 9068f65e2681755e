package dev.helpline.chat.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.helpline.chat.http.exchange.ChatSocket;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.SocketPeer;
import dev.helpline.chat.testkit.time.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A client at the end of a WebSocket without a network, which keeps what it gets. */
final class DirectClient implements SocketPeer {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<String> frames = new ArrayList<>();
    private final List<CompletableFuture<Void>> unread = new ArrayList<>();
    private @Nullable ChatSocket socket;
    private @Nullable Integer closedWith;
    private volatile boolean isStuck;
    private String namespace = "";

    static DirectClient open(GatewayFixture fixture, String auth) {
        return open(fixture, "/", auth);
    }

    static DirectClient open(GatewayFixture fixture, String namespace, String auth) {
        DirectClient client = unconnected(fixture);
        client.namespace = namespace.equals("/") ? "" : namespace + ",";
        client.frame("40" + client.namespace + auth);
        return client;
    }

    static DirectClient unconnected(GatewayFixture fixture) {
        return unconnected(fixture, "EIO=4&transport=websocket");
    }

    static DirectClient unconnected(GatewayFixture fixture, String query) {
        DirectClient client = new DirectClient();
        client.socket = fixture.gateway
                .handshake(HttpCall.builder("GET", "/socket.io/").query(query).build())
                .open(client);
        return client;
    }

    void frame(String text) {
        if (socket != null) {
            socket.received(text, true);
        }
    }

    void binary() {
        if (socket != null) {
            socket.receivedBinary();
        }
    }

    void emit(String event, String data) {
        frame("42" + namespace + "[\"" + event + "\"," + data + "]");
    }

    JsonNode call(String event, String data) {
        frame("42" + namespace + "7[\"" + event + "\"," + data + "]");
        return await("43" + namespace + "7");
    }

    /** The connection breaks. */
    void lose() {
        if (socket != null) {
            socket.closed();
        }
    }

    /** From now on the network takes nothing from the server. */
    void stopReading() {
        isStuck = true;
    }

    @Override
    public synchronized CompletionStage<Void> send(String text) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        if (isStuck) {
            unread.add(sent);
            return sent;
        }
        frames.add(text);
        sent.complete(null);
        return sent;
    }

    @Override
    public synchronized void close(int code, String reason) {
        if (closedWith == null) {
            closedWith = code;
        }
    }

    synchronized boolean isClosed() {
        return closedWith != null;
    }

    synchronized List<String> frames() {
        return List.copyOf(frames);
    }

    synchronized void forget() {
        frames.clear();
    }

    /** The data of all events of this name. */
    List<JsonNode> events(String name) {
        return frames().stream()
                .filter(frame -> frame.startsWith("42" + namespace + "[\"" + name + "\""))
                .map(frame -> read(frame.substring(2 + namespace.length())).path(1))
                .toList();
    }

    /** Waits for an event, and returns the data of the last one of this name. */
    JsonNode event(String name) {
        Await.until(() -> !events(name).isEmpty());
        List<JsonNode> all = events(name);
        return all.get(all.size() - 1);
    }

    private JsonNode await(String prefix) {
        Await.until(() -> frames().stream().anyMatch(frame -> frame.startsWith(prefix + "[")));
        String found = frames().stream()
                .filter(frame -> frame.startsWith(prefix + "["))
                .reduce((first, second) -> second)
                .orElseThrow();
        synchronized (this) {
            frames.remove(found);
        }
        return read(found.substring(prefix.length())).path(0);
    }

    static JsonNode read(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            return node == null ? MissingNode.getInstance() : node;
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            throw new IllegalStateException(notJson);
        }
    }
}
