package dev.helpline.chat.client.real;

import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.exchange.ChatSocket;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.exchange.SocketHandshake;
import dev.helpline.chat.http.exchange.SocketPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The chat with WebSockets, behind OkHttp's server, whose sockets a test lets through or not. */
final class RunningSocketServer implements RunningServer {
    private final MockWebServer server = new MockWebServer();

    /** Ends the polls that wait. */
    private final CompletableFuture<MockResponse> stopping = new CompletableFuture<>();

    /** What a test makes of the sockets of a server, and what it sees of the server's calls. */
    static final class Gate {
        /** What becomes of a handshake. */
        enum Mode {
            OPEN,
            /** As a proxy without WebSockets. */
            REFUSED,
            /** As a proxy that lets the handshake through and no frames. */
            SILENT,
            /** As a proxy that cuts each connection as soon as it is upgraded. */
            CUT
        }

        final AtomicInteger polls = new AtomicInteger();
        final AtomicInteger handshakes = new AtomicInteger();

        /** What clients have sent. */
        final BlockingQueue<String> frames = new LinkedBlockingQueue<>();

        private final Set<WebSocket> open = ConcurrentHashMap.newKeySet();
        volatile Mode mode = Mode.OPEN;

        /** Closes all sockets, as the chat would. */
        void closeAll(int code) {
            open.forEach(socket -> socket.close(code, "closed by the test"));
        }
    }

    RunningSocketServer(ChatHttp http, int port, Gate gate) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                HttpCall call = callOf(request);
                if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
                    if (call.path().contains("/poll/")) {
                        gate.polls.incrementAndGet();
                    }
                    return http.handle(call)
                            .thenApply(RunningSocketServer::responseOf)
                            .applyToEither(stopping, response -> response)
                            .join();
                }
                gate.handshakes.incrementAndGet();
                return switch (gate.mode) {
                    case REFUSED -> new MockResponse().setResponseCode(502);
                    case SILENT -> new MockResponse().withWebSocketUpgrade(new WebSocketListener() {});
                    case CUT ->
                        new MockResponse().withWebSocketUpgrade(new WebSocketListener() {
                            @Override
                            public void onOpen(WebSocket socket, Response response) {
                                socket.close(1011, "cut");
                            }
                        });
                    case OPEN -> upgrade(http.handshake(call), gate);
                };
            }
        });
        try {
            server.start(InetAddress.getLoopbackAddress(), port);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private static HttpCall callOf(RecordedRequest request) {
        String target = request.getPath();
        int mark = target.indexOf('?');
        HttpCall.Builder call = HttpCall.builder(request.getMethod(), mark < 0 ? target : target.substring(0, mark))
                .query(mark < 0 ? null : target.substring(mark + 1))
                .remoteAddress(InetAddress.getLoopbackAddress().getHostAddress())
                .body(request.getBody().readByteArray());
        request.getHeaders().forEach(header -> call.header(header.getFirst(), header.getSecond()));
        return call.build();
    }

    private static MockResponse responseOf(HttpReply reply) {
        MockResponse response = new MockResponse().setResponseCode(reply.status());
        reply.headers().forEach(response::setHeader);
        return response.setBody(new Buffer().write(reply.body()));
    }

    private static MockResponse upgrade(SocketHandshake handshake, Gate gate) {
        return handshake
                .rejection()
                .map(RunningSocketServer::responseOf)
                .orElseGet(() -> new MockResponse().withWebSocketUpgrade(new Bridge(handshake, gate)));
    }

    /** One socket between OkHttp and the chat. */
    private static final class Bridge extends WebSocketListener {
        private final SocketHandshake handshake;
        private final Gate gate;
        private volatile @Nullable ChatSocket chat;

        Bridge(SocketHandshake handshake, Gate gate) {
            this.handshake = handshake;
            this.gate = gate;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            gate.open.add(socket);
            chat = handshake.open(new SocketPeer() {
                @Override
                public CompletionStage<Void> send(String text) {
                    return socket.send(text)
                            ? CompletableFuture.completedFuture(null)
                            : CompletableFuture.failedFuture(new IOException("the socket is closed"));
                }

                @Override
                public void close(int code, String reason) {
                    socket.close(code, reason);
                }
            });
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            gate.frames.add(text);
            tell(open -> open.received(text, true));
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            gate.open.remove(socket);
            socket.close(1000, null);
            tell(ChatSocket::closed);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable thrown, @Nullable Response response) {
            gate.open.remove(socket);
            tell(ChatSocket::closed);
        }

        private void tell(Consumer<ChatSocket> news) {
            ChatSocket open = chat;
            if (open != null) {
                news.accept(open);
            }
        }
    }

    @Override
    public void stop() {
        stopping.complete(new MockResponse().setResponseCode(503));
        try {
            server.shutdown();
        } catch (IOException slow) {
            // the port and all connections are closed, and a thread still works
        }
    }
}
