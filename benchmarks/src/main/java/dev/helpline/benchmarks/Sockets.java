package dev.helpline.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Customers who listen on WebSockets, each on one of its own. */
final class Sockets implements Listening {
    private static final int OPENED_WITHIN_SECONDS = 60;

    /** The server closes a socket on which it hears nothing for two minutes. */
    private static final int PING_SECONDS = 45;

    private final int port;
    private final List<HttpSession> sessions;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<WebSocket> open = new ArrayList<>();
    private final ScheduledExecutorService pings = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean closed;

    Sockets(int port, List<HttpSession> sessions) {
        this.port = port;
        this.sessions = sessions;
    }

    /** Returns when each customer has the frame that its feed begins with. */
    @Override
    public void start(int conversations, Consumer<String> heard, Consumer<Throwable> lost) throws Exception {
        List<Customer> customers = new ArrayList<>();
        for (HttpSession session : sessions.subList(0, conversations)) {
            Customer customer = new Customer(heard, lost);
            customers.add(customer);
            open.add(client.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + session.token())
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/chat/ws/" + session.id()), customer)
                    .get(OPENED_WITHIN_SECONDS, TimeUnit.SECONDS));
        }
        for (Customer customer : customers) {
            customer.ready.get(OPENED_WITHIN_SECONDS, TimeUnit.SECONDS);
        }
        var unused = pings.scheduleWithFixedDelay(this::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
    }

    private void ping() {
        for (WebSocket socket : open) {
            var unused = socket.sendText("{\"type\":\"ping\"}", true);
        }
    }

    @Override
    public void close() {
        closed = true;
        pings.shutdownNow();
        open.forEach(WebSocket::abort);
    }

    /** Hands on each frame when all of its parts have arrived. */
    private final class Customer implements WebSocket.Listener {
        private final CompletableFuture<Void> ready = new CompletableFuture<>();
        private final StringBuilder frame = new StringBuilder();
        private final Consumer<String> heard;
        private final Consumer<Throwable> lost;

        Customer(Consumer<String> heard, Consumer<Throwable> lost) {
            this.heard = heard;
            this.lost = lost;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                heard.accept(frame.toString());
                frame.setLength(0);
                ready.complete(null);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            lose(new IllegalStateException("the server closed a socket with " + code + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            lose(failure);
        }

        private void lose(Throwable failure) {
            if (!closed) {
                lost.accept(failure);
            }
        }
    }
}
