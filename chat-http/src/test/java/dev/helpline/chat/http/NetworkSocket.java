package dev.helpline.chat.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A socket over the network, with the JDK's client. */
final class NetworkSocket implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final FrameInbox inbox = new FrameInbox();
    private final WebSocket socket;

    private NetworkSocket(WebSocket.Builder builder, URI uri) {
        socket = builder.buildAsync(uri, new Reading())
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    static WebSocket.Builder builder() {
        return CLIENT.newWebSocketBuilder();
    }

    /** Connects with a token in the handshake. */
    static NetworkSocket connect(URI uri, String token) {
        return connect(uri, builder().header("Authorization", "Bearer " + token));
    }

    static NetworkSocket connect(URI uri, WebSocket.Builder builder) {
        return new NetworkSocket(builder, uri);
    }

    /** The status with which a handshake is rejected. */
    static int rejection(URI uri, WebSocket.Builder builder) {
        try {
            builder.buildAsync(uri, new WebSocket.Listener() {})
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join()
                    .abort();
            return 101;
        } catch (CompletionException rejected) {
            if (rejected.getCause() instanceof WebSocketHandshakeException refusal) {
                return refusal.getResponse().statusCode();
            }
            throw rejected;
        }
    }

    /** Sends a frame; writes quotation marks for apostrophes. */
    void send(String frame) {
        socket.sendText(frame.replace('\'', '"'), true)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** Sends a frame during which the server may close the connection. */
    void sendInVain(String frame) {
        socket.sendText(frame.replace('\'', '"'), true)
                .orTimeout(30, TimeUnit.SECONDS)
                .handle((sent, closed) -> sent)
                .join();
    }

    void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** Breaks the connection, as a phone does that loses its network. */
    @Override
    public void close() {
        socket.abort();
    }

    private final class Reading implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                inbox.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            inbox.close(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            inbox.close(1006);
        }
    }
}
