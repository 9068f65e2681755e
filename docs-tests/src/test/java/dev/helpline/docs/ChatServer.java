package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryBlobStore;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.GuestPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.jdk.JdkChatHandler;
import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.jwt.TokenIssuer;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.tika.TikaFileInspector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A chat server in this process, over a store in memory, for one block of code. */
final class ChatServer implements AutoCloseable {
    private static final byte[] CUSTOMERS = "customers-secret-customers-secret".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AGENTS = "agents-secret-agents-secret-agents".getBytes(StandardCharsets.UTF_8);
    private static final Principal ALICE = Principal.customer("alice", "Alice");
    private static final Principal SARAH = Principal.agent("sarah", Role.SUPERVISOR, "Sarah", "Orders");

    private final MemoryChatStore store = new MemoryChatStore();
    private final ChatEngine engine = ChatEngine.builder(store)
            .attachments(new MemoryBlobStore(), new TikaFileInspector())
            .policy(ChatPolicy.builder()
                    .guests(GuestPolicy.builder().build())
                    .agentStarts(true)
                    .build())
            .build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ChatHttp http;
    private final HttpServer server;

    ChatServer() throws IOException {
        JwtAuthenticators tokens = JwtAuthenticators.of(CUSTOMERS, AGENTS);
        http = ChatHttp.builder(engine, tokens.customers(), tokens.agents()).build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/", new JdkChatHandler(http, threads));
        server.setExecutor(threads);
        server.start();
    }

    /** The query of the signed address at which session {@code s-1} is rated. */
    String ratingQuery() {
        String path = http.ratingLink(new SessionId("s-1")).path();
        return path.substring(path.indexOf('?') + 1);
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** A call of the customer's that has to succeed. */
    String post(String path, String json) throws IOException, InterruptedException {
        return post(path, customerToken(), json);
    }

    /** A call of the agent's that has to succeed. */
    String postAsAgent(String path, String json) throws IOException, InterruptedException {
        return post(path, agentToken(), json);
    }

    private String post(String path, String token, String json) throws IOException, InterruptedException {
        return call(request(path, token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    /** A call of the customer's that has to succeed. */
    String get(String path) throws IOException, InterruptedException {
        return call(request(path, customerToken()).build());
    }

    /** A call of the customer's that has to succeed. */
    void put(String path, String body) throws IOException, InterruptedException {
        call(request(path, customerToken()).PUT(BodyPublishers.ofString(body)).build());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(url() + path)).header("Authorization", "Bearer " + token);
    }

    private static String call(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> reply = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return reply.body();
    }

    String customerToken() {
        return new TokenIssuer(CUSTOMERS).issue(ALICE, Duration.ofHours(1));
    }

    /** The token of a guest who has started a session. */
    String guestToken() {
        return engine.guests().start(StartSession.PLAIN, null).token();
    }

    String adminToken() {
        return new TokenIssuer(AGENTS).issue(Principal.agent("ada", Role.ADMIN, "Ada", null), Duration.ofHours(1));
    }

    String agentToken() {
        return new TokenIssuer(AGENTS).issue(SARAH, Duration.ofHours(1));
    }

    @Override
    public void close() {
        engine.close();
        server.stop(0);
        threads.shutdownNow();
        store.close();
    }
}
