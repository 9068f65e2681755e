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

/**
 * An open session on a server, whose only message is the customer's first one, so that polls are empty.
 *
 * @param id its id
 * @param token the token of its customer
 * @param cursor the cursor behind its last entry
 */
record HttpSession(String id, String token, String cursor) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Starts sessions of different customers over HTTP. */
    static List<HttpSession> start(InetSocketAddress server, Tokens tokens, int number)
            throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        List<HttpSession> sessions = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String customer = "customer" + Conversation.newId();
            String token = tokens.customer(customer);
            String id = data(send(client, server, token, "/api/chat/session", Map.of()))
                    .path("sessionId")
                    .asText();
            send(client, server, token, "/api/chat/message", Map.of("sessionId", id, "message", Conversation.TEXT));
            String cursor = data(new HttpSession(id, token, "").poll(server))
                    .path("cursor")
                    .asText();
            sessions.add(new HttpSession(id, token, cursor));
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

    SessionId sessionId() {
        return new SessionId(id);
    }

    private static JsonNode data(HttpConnection.Reply reply) throws IOException {
        return JSON.readTree(reply.expectOk().body()).path("data");
    }

    private static HttpResponse<byte[]> send(
            HttpClient client, InetSocketAddress server, String token, String path, Map<String, String> body)
            throws IOException, InterruptedException {
        return checked(client.send(
                request(server, token, path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray()));
    }

    /** Returns the reply to one poll. */
    HttpResponse<byte[]> poll(InetSocketAddress server) throws IOException, InterruptedException {
        return checked(HttpClient.newHttpClient()
                .send(request(server, token, pollPath()).build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    /** Returns the path and the query of a poll for what comes after the cursor. */
    String pollPath() {
        return "/api/chat/poll/" + id + (cursor.isEmpty() ? "" : "?after=" + cursor);
    }

    private static HttpRequest.Builder request(InetSocketAddress server, String token, String path) {
        return HttpRequest.newBuilder(URI.create("http://" + server.getHostString() + ":" + server.getPort() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + token);
    }

    private static JsonNode data(HttpResponse<byte[]> reply) throws IOException {
        return JSON.readTree(reply.body()).path("data");
    }

    private static HttpResponse<byte[]> checked(HttpResponse<byte[]> reply) {
        if (reply.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    reply.uri() + " returned " + reply.statusCode() + " " + new String(reply.body(), UTF_8));
        }
        return reply;
    }
}
