package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What has arrived at one side of a socket. Every frame must be one that the AsyncAPI document describes. */
final class FrameInbox {
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    void add(String frame) {
        frames.add(Reply.parse(frame));
    }

    void close(int code) {
        closed.complete(code);
    }

    /** The next frame, which must be of this type. */
    JsonNode expect(String type) {
        JsonNode frame = next();
        assertThat(frame.path("type").asText()).as(frame.toString()).isEqualTo(type);
        assertThat(AsyncApiContract.violations(frame)).as(frame.toString()).isEmpty();
        return frame;
    }

    /** The next frame of this type; forgets those before it. */
    JsonNode skipTo(String type) {
        JsonNode frame = next();
        while (!frame.path("type").asText().equals(type)) {
            frame = next();
        }
        return frame;
    }

    /** The next frame. */
    JsonNode next() {
        try {
            return Objects.requireNonNull(frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no frame has arrived");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The next frame if it is there, or comes within moments. */
    Optional<JsonNode> nextSoon() {
        try {
            return Optional.ofNullable(frames.poll(2, TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /** The code with which the connection was closed. */
    int closeCode() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
