package dev.helpline.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.helpline.chat.client.store.FileMessageStore;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.jdk.JdkChatHandler;
import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.jwt.TokenIssuer;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleChatTest {
    private static final byte[] CUSTOMERS = "customers-secret-customers-secret".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AGENTS = "agents-secret-agents-secret-agents".getBytes(StandardCharsets.UTF_8);

    private final MemoryChatStore store = new MemoryChatStore();
    private final ChatEngine engine = ChatEngine.builder(store).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    private HttpServer server;
    private String url;

    @BeforeEach
    void start_a_desk() throws Exception {
        JwtAuthenticators tokens = JwtAuthenticators.of(CUSTOMERS, AGENTS);
        ChatHttp http =
                ChatHttp.builder(engine, tokens.customers(), tokens.agents()).build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/", new JdkChatHandler(http, threads));
        server.setExecutor(threads);
        server.start();
        url = "http://localhost:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop_the_desk() {
        engine.close();
        server.stop(0);
        threads.shutdownNow();
        store.close();
    }

    @Test
    void the_script_holds_a_whole_conversation_and_shows_both_sides() {
        int exit = run("", "script", url, customerToken(), agentToken());

        assertThat(output())
                .contains(
                        "[customer] sending: Hello, where is my order?",
                        "[customer] SENT: Hello, where is my order?",
                        "[agent] said: On its way, it arrives tomorrow.",
                        "[customer] Sarah: On its way, it arrives tomorrow.",
                        "[agent] ended the conversation",
                        "[customer] rated it 5 of 5");
        assertThat(exit).isZero();
    }

    @Test
    void a_customer_talks_ends_and_rates_by_typing() {
        int exit = run("Hello\n/end\n/rate 4 quick\n/quit\n", "customer", url, customerToken());

        assertThat(output()).contains("[you] thank you for rating");
        assertThat(exit).isZero();
    }

    @Test
    void quitting_leaves_nothing_unsent() {
        run("one\ntwo\nthree\n/quit\n", "customer", url, customerToken());

        assertThat(texts()).containsExactly("one", "two", "three");
    }

    @Test
    void a_conversation_in_a_folder_is_shown_again_by_the_next_process_and_nothing_of_it_is_news(@TempDir Path folder) {
        run("Hello\n/quit\n", "customer", url, customerToken(), folder.toString());
        printed.reset();

        int exit = run("again\n/quit\n", "customer", url, customerToken(), folder.toString());

        assertThat(output())
                .anyMatch(line -> line.startsWith("[you] restored session "))
                .containsOnlyOnce("[you] customer: Hello");
        assertThat(texts()).containsExactly("Hello", "again");
        assertThat(exit).isZero();
    }

    @Test
    void a_folder_is_of_one_process_at_a_time(@TempDir Path folder) throws Exception {
        try (FileMessageStore other =
                FileMessageStore.of(folder.resolve("messages").toFile())) {
            other.load();

            assertThat(run("/quit\n", "customer", url, customerToken(), folder.toString()))
                    .isEqualTo(1);
        }
        assertThat(errors()).singleElement().asString().contains("in use");
    }

    @Test
    void an_agent_opens_replies_and_ends_by_typing() {
        run("Hello\n/end\n/quit\n", "customer", url, customerToken());
        String session = output().stream()
                .filter(line -> line.startsWith("[you] in session "))
                .findFirst()
                .orElseThrow()
                .substring("[you] in session ".length());

        int exit = run("/list\n/open " + session + "\n/quit\n", "agent", url, agentToken());

        assertThat(output()).anyMatch(line -> line.matches("\\[agent] #\\d+ customer: Hello"));
        assertThat(exit).isZero();
    }

    @Test
    void a_token_that_is_rejected_is_one_line_of_errors_with_a_remedy() {
        int exit = run("", "customer", url, "forged");

        assertThat(errors())
                .singleElement()
                .asString()
                .startsWith("! AUTHENTICATION_FAILED: ")
                .contains("Copy the token");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void an_agents_token_that_is_rejected_is_one_line_of_errors_with_a_remedy() {
        int exit = run("", "agent", url, "forged");

        assertThat(errors())
                .singleElement()
                .asString()
                .startsWith("! AUTH_FAILED: ")
                .contains("Copy the token");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void a_url_that_is_none_is_one_line_of_errors() {
        assertThat(run("", "customer", "nowhere", "token")).isEqualTo(2);
        assertThat(errors()).singleElement().asString().contains("nowhere");
    }

    @Test
    void a_server_that_is_not_there_is_one_line_of_errors_with_a_remedy() throws Exception {
        stop_the_desk();
        Process console = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConsoleChat.class.getName(),
                        "script",
                        url,
                        customerToken(),
                        agentToken())
                .start();

        List<String> errors = console.errorReader().lines().toList();

        assertThat(errors)
                .singleElement()
                .asString()
                .startsWith("! NETWORK_ERROR: ")
                .contains(url, "Start the desk");
        assertThat(console.waitFor()).isEqualTo(1);
    }

    @Test
    void anything_else_prints_the_usage() {
        assertThat(run("", "dance")).isEqualTo(2);
        assertThat(errors()).anyMatch(line -> line.contains("console-chat script"));
    }

    private List<String> texts() {
        SessionId session = store.openSessionsOf(new CustomerId("ada")).get(0).id();
        return store.entriesAfter(session, 0, 100).stream()
                .filter(Entry::isMessage)
                .map(Entry::text)
                .toList();
    }

    private int run(String typed, String... args) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(complaints, true, StandardCharsets.UTF_8);
        return new ConsoleChat(new BufferedReader(new StringReader(typed)), out, err).run(List.of(args));
    }

    private List<String> errors() {
        return complaints.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> output() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String customerToken() {
        return new TokenIssuer(CUSTOMERS).issue(Principal.customer("ada", "Ada"), Duration.ofMinutes(5));
    }

    private static String agentToken() {
        return new TokenIssuer(AGENTS)
                .issue(Principal.agent("sarah", Role.AGENT, "Sarah", "Orders"), Duration.ofMinutes(5));
    }
}
