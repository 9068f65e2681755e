package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.spi.time.Scheduler;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A call whose body is arriving: up to a length, within a time, and within what all bodies may hold together. Thread-safe. */
final class Body implements HttpIntake {
    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(60);

    private final CompletableFuture<HttpReply> reply = new CompletableFuture<>();
    private final CompletableFuture<Void> bodyOver = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int max;
    private final long maxInAll;
    private final AtomicLong held;
    private final Function<byte[], HttpReply> whenComplete;
    private final Function<Failure, HttpReply> whenRefused;
    private final Scheduler.Scheduled deadline;

    /**
     * Waits for a body.
     *
     * @param held counts the bytes of all bodies
     */
    Body(
            int max,
            long maxInAll,
            AtomicLong held,
            Scheduler scheduler,
            Function<byte[], HttpReply> whenComplete,
            Function<Failure, HttpReply> whenRefused) {
        this.max = max;
        this.maxInAll = maxInAll;
        this.held = held;
        this.whenComplete = whenComplete;
        this.whenRefused = whenRefused;
        deadline = scheduler.schedule(ARRIVES_WITHIN, this::fail);
        var unused = reply.whenComplete((any, failure) -> release());
    }

    private void release() {
        deadline.cancel();
        synchronized (bytes) {
            held.addAndGet(-bytes.size());
            bytes.reset();
        }
        bodyOver.complete(null);
    }

    @Override
    public CompletableFuture<HttpReply> reply() {
        return reply;
    }

    @Override
    public CompletableFuture<Void> bodyOver() {
        return bodyOver;
    }

    @Override
    public void add(byte[] part, int length) {
        Failure failure = null;
        synchronized (bytes) {
            if (reply.isDone()) {
                return;
            }
            if (bytes.size() + length > max) {
                failure = Failure.tooLarge("The body is too long");
            } else if (held.addAndGet(length) > maxInAll) {
                held.addAndGet(-length);
                failure = Failure.busy();
            } else {
                bytes.write(part, 0, length);
            }
        }
        if (failure != null) {
            reply.complete(whenRefused.apply(failure));
        }
    }

    @Override
    public void complete() {
        byte[] body;
        synchronized (bytes) {
            body = bytes.toByteArray();
        }
        if (!reply.isDone()) {
            reply.complete(whenComplete.apply(body));
        }
    }

    @Override
    public void fail() {
        reply.complete(whenRefused.apply(Failure.invalid("The body did not arrive")));
    }
}
