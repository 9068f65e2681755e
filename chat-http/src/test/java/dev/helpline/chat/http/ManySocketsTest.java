package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.testkit.time.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thousands of customers, each with a socket, at one engine behind one server. Clients and server share the process. */
@Tag("slow")
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManySocketsTest {
    private static final int SOCKETS = 2000;
    private static final int AT_ONCE = 100;
    private static final int SESSIONS_PER_AGENT = 250;

    /** Of both ends, which took 80 KB when this was written; the JDK's client alone keeps buffers of 16 KiB. */
    private static final long MAX_BYTES_PER_SOCKET = 150_000;

    /** The client's, and some that the JDK starts when it needs them; sockets have none. */
    private static final int MAX_FURTHER_THREADS = 20;

    private final ChatFixture fixture = ChatFixture.with(
            ChatPolicy.builder()
                    .agentMessages(null)
                    .customerMessages(null)
                    .newSessions(null)
                    .agentCapacity(SESSIONS_PER_AGENT),
            UnaryOperator.identity());
    private final JettyServerUnderTest server = new JettyServerUnderTest(fixture.http);
    private final ExecutorService clientThreads = Executors.newFixedThreadPool(4);
    private final HttpClient client =
            HttpClient.newBuilder().executor(clientThreads).build();

    @AfterEach
    void close() {
        fixture.close();
        server.close();
        clientThreads.shutdownNow();
    }

    @Test
    void every_socket_gets_its_message_and_the_end_and_none_needs_a_thread() {
        IntStream.range(0, SOCKETS).forEach(i -> fixture.start(customer(i), session(i)));
        long bytesBefore = usedBytes();
        int threadsBefore = Thread.activeCount();

        List<Listening> sockets = new ArrayList<>();
        for (int first = 0; first < SOCKETS; first += AT_ONCE) {
            List<Listening> some = IntStream.range(first, first + AT_ONCE)
                    .mapToObj(this::connect)
                    .toList();
            some.forEach(socket -> joined(socket.ready));
            sockets.addAll(some);
        }
        int open = fixture.http.openSockets();
        int threads = Thread.activeCount();
        long bytesPerSocket = (usedBytes() - bytesBefore) / SOCKETS;
        IntStream.range(0, SOCKETS).forEach(i -> fixture.answer(agent(i), session(i), "a-" + i, "Hello " + i));
        sockets.forEach(socket -> joined(socket.message));
        fixture.engine.close();
        sockets.forEach(socket -> assertThat(joined(socket.closed)).isEqualTo(1001));

        Await.until(() -> fixture.http.openSockets() == 0);
        assertThat(open).isEqualTo(SOCKETS);
        assertThat(threads - threadsBefore).isLessThan(MAX_FURTHER_THREADS);
        assertThat(bytesPerSocket).isLessThan(MAX_BYTES_PER_SOCKET);
        System.out.printf(
                "%d sockets, %d further threads, %d bytes per socket with its client%n",
                open, threads - threadsBefore, bytesPerSocket);
    }

    private Listening connect(int number) {
        Listening listening = new Listening("a-" + number);
        var unused = client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + fixture.tokens.customer(customer(number)))
                .buildAsync(
                        URI.create(server.uri("/api/chat/ws/" + session(number))
                                .toString()
                                .replaceFirst("http", "ws")),
                        listening)
                .whenComplete((socket, failure) -> listening.opened(failure));
        return listening;
    }

    private static <T> T joined(CompletableFuture<T> future) {
        return future.orTimeout(120, TimeUnit.SECONDS).join();
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static String customer(int number) {
        return "customer-" + number;
    }

    private static String session(int number) {
        return "s-" + number;
    }

    private static String agent(int number) {
        return "agent-" + number / SESSIONS_PER_AGENT;
    }

    /** Keeps nothing of what it receives, so that the memory is that of sockets. */
    private static final class Listening implements WebSocket.Listener {
        final CompletableFuture<Boolean> ready = new CompletableFuture<>();
        final CompletableFuture<Boolean> message = new CompletableFuture<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final String messageId;
        private String text = "";

        Listening(String messageId) {
            this.messageId = messageId;
        }

        void opened(@Nullable Throwable failure) {
            if (failure != null) {
                ready.completeExceptionally(failure);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text += part;
            if (last) {
                received(text);
                text = "";
            }
            from.request(1);
            return null;
        }

        private void received(String frame) {
            if (frame.startsWith("{\"type\":\"ready\"")) {
                ready.complete(true);
            } else if (frame.contains("\"messageId\":\"" + messageId + "\"")) {
                message.complete(true);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            closed.complete(1006);
        }
    }
}
