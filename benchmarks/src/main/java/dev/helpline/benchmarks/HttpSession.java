package dev.helpline.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.helpline.chat.spi.SessionId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An open session on a server.
 *
 * @param id its id
 * @param token the token of its customer
 * @param cursor the cursor of its customer, from which polls go on
 */
record HttpSession(String id, String token, String cursor) {
    static final String MESSAGE_PATH = "/api/chat/message";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Starts sessions of different customers on a server of the chat, each with a message of the customer's and one of an agent's. */
    static List<HttpSession> start(InetSocketAddress server, Tokens tokens, int number)
            throws IOException, InterruptedException {
        List<HttpSession> sessions = startOnPeer(server, tokens, number);
        List<HttpSession> served = new ArrayList<>();
        for (HttpSession session : sessions) {
            Map<String, ?> greeting = Map.of("sessionId", session.id, "message", "Hello, how can I help you?");
            String agent = tokens.agent("agent" + Conversation.newId());
            post(server, agent, "/api/admin/chat/message", greeting);
            served.add(session.caughtUp(server));
        }
        return served;
    }

    /** The same on a server that has no agents. */
    static List<HttpSession> startOnPeer(InetSocketAddress server, Tokens tokens, int number)
            throws IOException, InterruptedException {
        List<HttpSession> sessions = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String customer = "customer" + Conversation.newId();
            String message = Conversation.newId();
            HttpSession session = new HttpSession("chat" + Conversation.newId(), tokens.customer(customer), message);
            Map<String, ?> userInfo = Map.of("userId", customer, "name", "Ada");
            post(server, session.token, "/api/chat/session", Map.of("sessionId", session.id, "userInfo", userInfo));
            session.send(server, message);
            sessions.add(session);
        }
        return sessions;
    }

    /** Starts the session of one more customer. */
    static HttpSession start(HttpConnection connection, Tokens tokens) throws IOException {
        String token = tokens.customer("customer" + Conversation.newId());
        String id = data(connection.call(HttpConnection.post("/api/chat/session", token, "{}")))
                .path("sessionId")
                .asText();
        return new HttpSession(id, token, "").polled(connection);
    }

    /** Polls, and returns this session with the cursor of the reply. */
    HttpSession polled(HttpConnection connection) throws IOException {
        String after = data(connection.call(HttpConnection.get(pollPath(), token)))
                .path("cursor")
                .asText();
        return new HttpSession(id, token, after);
    }

    /** Polls until the session has a place in the queue, and returns this session with the cursor of that reply. */
    HttpSession placed(HttpConnection connection) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end) {
            JsonNode reply = data(connection.call(HttpConnection.get(pollPath(), token)));
            if (reply.path("session").hasNonNull("queuePosition")) {
                return new HttpSession(id, token, reply.path("cursor").asText());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new IOException("session " + id + " has no place in the queue");
    }

    SessionId sessionId() {
        return new SessionId(id);
    }

    private static JsonNode data(HttpConnection.Reply reply) throws IOException {
        return JSON.readTree(reply.expectOk().body()).path("data");
    }

    /** Returns the session with the cursor that a poll returns, from which on there is nothing new. */
    HttpSession caughtUp(InetSocketAddress server) throws IOException, InterruptedException {
        JsonNode now = JSON.readTree(poll(server).body()).at("/data/cursor");
        return new HttpSession(id, token, now.asText());
    }

    /** Sends one message, and returns the reply. */
    HttpResponse<byte[]> send(InetSocketAddress server, String messageId) throws IOException, InterruptedException {
        return post(server, token, MESSAGE_PATH, message(messageId));
    }

    /** Returns the body of a request that sends a message. */
    Map<String, ?> message(String messageId) {
        return Map.of("sessionId", id, "messageId", messageId, "message", Conversation.TEXT, "sender", "user");
    }

    /** Returns the reply to one poll. */
    HttpResponse<byte[]> poll(InetSocketAddress server) throws IOException, InterruptedException {
        return checked(
                CLIENT.send(request(server, token, pollPath()).build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    /** Returns the path and the query of a poll for what comes after the cursor. */
    String pollPath() {
        return "/api/chat/poll/" + id + (cursor.isEmpty() ? "" : "?after=" + cursor);
    }

    private static HttpResponse<byte[]> post(InetSocketAddress server, String token, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        return checked(CLIENT.send(
                request(server, token, path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray()));
    }

    private static HttpRequest.Builder request(InetSocketAddress server, String token, String path) {
        return HttpRequest.newBuilder(URI.create("http://" + server.getHostString() + ":" + server.getPort() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<byte[]> checked(HttpResponse<byte[]> reply) {
        if (reply.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    reply.uri() + " returned " + reply.statusCode() + " " + new String(reply.body(), UTF_8));
        }
        return reply;
    }
}
