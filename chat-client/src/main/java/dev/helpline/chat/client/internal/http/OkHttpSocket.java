package dev.helpline.chat.client.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.client.internal.Json;
import dev.helpline.chat.client.internal.socket.SessionSocket;
import dev.helpline.chat.client.internal.socket.SocketEnd;
import dev.helpline.chat.client.internal.socket.SocketListener;
import dev.helpline.chat.client.poll.PollAnswer;
import java.nio.charset.StandardCharsets;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A WebSocket of OkHttp. Thread-safe. */
final class OkHttpSocket extends WebSocketListener implements SessionSocket {
    private static final int NORMAL_CLOSURE = 1000;

    private final SocketListener listener;
    private final FeedReader reader;
    private final @Nullable String cursor;
    private @Nullable WebSocket socket;
    private boolean over;

    private OkHttpSocket(@Nullable String cursor, SocketListener listener) {
        this.cursor = cursor;
        this.listener = listener;
        reader = new FeedReader(cursor);
    }

    /** Opens a socket with this handshake. */
    static SessionSocket open(
            OkHttpClient client, Request handshake, @Nullable String cursor, SocketListener listener) {
        OkHttpSocket opened = new OkHttpSocket(cursor, listener);
        WebSocket socket = client.newWebSocket(handshake, opened);
        opened.opened(socket);
        return opened;
    }

    private synchronized void opened(WebSocket value) {
        socket = value;
    }

    private synchronized @Nullable WebSocket socket() {
        return socket;
    }

    @Override
    public void ping() {
        send(JsonNodeFactory.instance.objectNode().put("type", "ping"));
    }

    @Override
    public void delivered(long upTo) {
        send(JsonNodeFactory.instance.objectNode().put("type", "delivered").put("upTo", upTo));
    }

    private void send(ObjectNode frame) {
        WebSocket open = socket();
        if (open != null) {
            open.send(new String(Json.write(frame), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void drop() {
        WebSocket open = socket();
        if (open != null) {
            open.cancel();
        }
    }

    /** A handshake without a token, of a host that signs callers in otherwise, is followed by a frame without one. */
    @Override
    public void onOpen(WebSocket webSocket, Response response) {
        opened(webSocket);
        if (response.request().header("Authorization") == null) {
            send(JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "authenticate")
                    .put("after", cursor));
        }
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        try {
            ObjectNode frame = FeedReader.parse(text);
            listener.onSignOfLife();
            if (frame.path("type").asText().equals("ready")) {
                listener.onReady();
            }
            PollAnswer news = reader.read(frame);
            if (news != null) {
                listener.onNews(news);
            }
        } catch (Exception malformed) { // of our own reading: the service takes care of listeners of the app
            webSocket.cancel();
            end(SocketEnd.malformed());
        }
    }

    @Override
    public void onMessage(WebSocket webSocket, ByteString bytes) {
        webSocket.cancel();
        end(SocketEnd.malformed());
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        webSocket.close(NORMAL_CLOSURE, null);
        end(SocketEnd.closed(code));
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable thrown, @Nullable Response response) {
        if (response == null || response.isSuccessful() || response.code() == 101) {
            end(SocketEnd.closed(SocketEnd.LOST));
        } else {
            end(SocketEnd.refused(RetryAfter.parse(response.header("Retry-After"), response.header("Date"))));
        }
    }

    private void end(SocketEnd end) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        listener.onEnd(end);
    }
}
