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

    /** Frames of the board, which come at any time between the others. */
    private final BlockingQueue<JsonNode> boards = new LinkedBlockingQueue<>();

    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    void add(String frame) {
        JsonNode parsed = Reply.parse(frame);
        (isBoard(parsed) ? boards : frames).add(parsed);
    }

    void close(int code) {
        closed.complete(code);
    }

    private static boolean isBoard(JsonNode frame) {
        return frame.path("type").asText().equals("board");
    }

    /** The next frame, which must be of this type; or the next board. */
    JsonNode expect(String type) {
        JsonNode frame = nextOf(type.equals("board") ? boards : frames);
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

    /** The next frame that is no board. */
    JsonNode next() {
        return nextOf(frames);
    }

    private JsonNode nextOf(BlockingQueue<JsonNode> queue) {
        try {
            return Objects.requireNonNull(
                    queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS),
                    () -> "no frame has arrived; the connection was closed with " + closed.getNow(0));
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
