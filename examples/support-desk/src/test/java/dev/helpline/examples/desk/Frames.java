package dev.helpline.examples.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a WebSocket gets. */
final class Frames implements WebSocket.Listener {
    private static final int PATIENCE_SECONDS = 60;

    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket socket;

    void sendOver(WebSocket value) {
        socket = value;
    }

    /** Sends a frame, and reads frames up to one that begins with the reply. */
    void send(String frame, String reply) throws Exception {
        if (socket == null) {
            throw new IllegalStateException("there is no socket to send over");
        }
        socket.sendText(frame, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        String next = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (next != null && !next.startsWith(reply)) {
            next = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(next).as("no frame that begins with " + reply).isNotNull();
    }

    /** Reads frames up to the next one that contains this text. */
    void until(String part) throws InterruptedException {
        String frame = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (frame != null && !frame.contains(part)) {
            frame = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(frame).as("no frame with " + part).isNotNull();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            texts.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }
}
