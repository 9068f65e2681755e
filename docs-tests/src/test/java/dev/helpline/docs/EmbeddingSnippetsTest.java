package dev.helpline.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CloseReport;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.jdk.JdkChatHandler;
import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The code of docs/embedding.md, run. */
class EmbeddingSnippetsTest {
    /** The tables of an earlier build may have other columns. */
    @BeforeAll
    static void forgetTheDatabaseOfAnEarlierRun() throws IOException {
        Files.deleteIfExists(Path.of("data/helpline.mv.db"));
    }

    @Test
    void an_engine_is_embedded_and_closed() {
        // spotless:off
        ChatStore store = JdbcChatStore.h2File(Path.of("data/helpline"));   // or MemoryChatStore, or a DataSource of yours
        ChatEngine engine = ChatEngine.builder(store)
                .policy(ChatPolicy.builder().sessionTimeout(Duration.ofMinutes(20)).build())
                .build();
        // spotless:on

        engine.customer(Principal.customer("ada", "Ada")).start(StartSession.PLAIN);

        // spotless:off
        CloseReport report = engine.close(Duration.ofSeconds(10));   // finishes what is under way, and tells what it could not finish
        store.close();
        // spotless:on

        assertThat(report.complete()).isTrue();
    }

    @Test
    void the_chat_is_served_beside_calls_of_the_host() throws Exception {
        int port = 0;
        byte[] customerSecret = "customers-secret-customers-secret".getBytes(UTF_8);
        byte[] agentSecret = "agents-secret-agents-secret-agents".getBytes(UTF_8);
        ChatEngine engine = ChatEngine.builder(new MemoryChatStore()).build();

        // spotless:off
        JwtAuthenticators tokens = JwtAuthenticators.of(customerSecret, agentSecret);
        ChatHttp http = ChatHttp.builder(engine, tokens.customers(), tokens.agents()).build();

        ExecutorService workers = Executors.newFixedThreadPool(16);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(workers);
        server.createContext("/api/orders", exchange -> reply(exchange, "[]"));
        server.createContext("/api/chat", new JdkChatHandler(http, workers));
        server.createContext("/api/admin/chat", new JdkChatHandler(http, workers));
        server.start();
        // spotless:on

        try {
            assertThat(get(server, "/api/orders")).isEqualTo("[]");
            assertThat(get(server, "/api/chat/health")).contains("\"ok\"");
            assertThat(get(server, "/api/admin/chat/active-sessions")).contains("NO_TOKEN");
        } finally {
            engine.close();
            server.stop(0);
            workers.shutdown();
        }
    }

    private static String get(HttpServer server, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    private static void reply(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
