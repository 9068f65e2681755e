package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.internal.wire.Problem;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.spi.time.Scheduler;
import dev.helpline.chat.spi.time.Scheduler.Scheduled;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Receives the body of one call within its bounds of bytes and time, and makes the reply when the body has arrived or
 * is refused. Thread-safe.
 */
public final class BodyIntake implements HttpIntake {
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final CompletableFuture<HttpReply> reply;
    private final CompletableFuture<Void> bodyOver = new CompletableFuture<>();
    private final Scheduler scheduler;
    private final BodyHandler handler;
    private final int lingerBytes;

    /** The bytes that have arrived; null once the body is complete or refused. */
    private @Nullable BodyBuffer buffer;

    private @Nullable Scheduled timer;
    private Duration waited = Duration.ZERO;
    private long discarded;

    /** Makes the reply to a call when its body has arrived or is refused. */
    public interface BodyHandler {
        /** Handles the call. Returns a reply that never fails; cancelling it cancels the call. */
        CompletableFuture<HttpReply> received(byte[] body);

        /** The reply to a call whose body is refused. */
        HttpReply refused(Problem problem);
    }

    private BodyIntake(CompletableFuture<HttpReply> reply, Scheduler scheduler, BodyHandler handler, int lingerBytes) {
        this.reply = reply;
        this.scheduler = scheduler;
        this.handler = handler;
        this.lingerBytes = lingerBytes;
    }

    /** Returns the intake of a call that needs no body for its reply. */
    public static BodyIntake replied(CompletableFuture<HttpReply> reply) {
        BodyIntake intake = new BodyIntake(reply, (delay, task) -> () -> {}, NoBody.INSTANCE, 0);
        intake.bodyOver.complete(null);
        return intake;
    }

    /** Returns the intake of a call that was rejected by its head. Discards up to {@code lingerBytes} of the body. */
    public static BodyIntake refused(HttpReply reply, Scheduler scheduler, int lingerBytes) {
        BodyIntake intake =
                new BodyIntake(CompletableFuture.completedFuture(reply), scheduler, NoBody.INSTANCE, lingerBytes);
        intake.linger();
        return intake;
    }

    /** Returns the intake of an accepted call that waits for its body. */
    public static BodyIntake receiving(BodyBuffer buffer, Scheduler scheduler, BodyHandler handler) {
        BodyIntake intake = new BodyIntake(new CompletableFuture<>(), scheduler, handler, buffer.maxBytes());
        var unused = intake.reply.whenComplete((reply, cancelled) -> {
            buffer.release();
            if (cancelled != null) {
                intake.abandon();
            }
        });
        intake.begin(buffer);
        return intake;
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
    public void add(byte[] bytes, int length) {
        try {
            if (!take(bytes, length)) {
                finishBody();
            }
        } catch (Refusal refusal) {
            refuse(refusal.problem());
        }
    }

    @Override
    public void complete() {
        BodyBuffer whole = end();
        finishBody();
        if (whole != null) {
            replyWith(handler.received(whole.toByteArray()));
        }
    }

    @Override
    public void fail() {
        refuse(incomplete());
        finishBody();
    }

    private void replyWith(CompletableFuture<HttpReply> handled) {
        var unused = handled.thenAccept(reply::complete);
        cancelTogether(handled);
    }

    private void cancelTogether(CompletableFuture<HttpReply> handled) {
        var unused = reply.whenComplete((value, cancelled) -> {
            if (cancelled != null) {
                handled.cancel(false);
            }
        });
    }

    private void abandon() {
        end();
        finishBody();
    }

    private void refuse(Problem problem) {
        if (end() != null) {
            linger();
            reply.complete(handler.refused(problem));
        }
    }

    private static Problem incomplete() {
        return Problem.of(
                WireError.REQUEST_INCOMPLETE, "The body did not arrive completely or in time; nothing was done");
    }

    private synchronized void begin(BodyBuffer first) {
        buffer = first;
        waitUntilDue(first);
    }

    private void waitUntilDue(BodyBuffer open) {
        Duration allowed = open.allowed();
        timer = scheduler.schedule(allowed.minus(waited), this::judgePace);
        waited = allowed;
    }

    private void judgePace() {
        if (isLate()) {
            refuse(incomplete());
        }
    }

    /** Whether the body is late for the bytes received so far; if not, schedules the next check. */
    private synchronized boolean isLate() {
        BodyBuffer open = buffer;
        if (open == null) {
            return false;
        }
        boolean late = open.allowed().compareTo(waited) <= 0;
        if (!late) {
            waitUntilDue(open);
        }
        return late;
    }

    /** Keeps or discards bytes; returns false when the limit of discarded bytes is exceeded. */
    private synchronized boolean take(byte[] bytes, int length) {
        BodyBuffer open = buffer;
        if (open != null) {
            open.add(bytes, length);
            return true;
        }
        discarded += length;
        return discarded <= lingerBytes;
    }

    /** Ends the receiving. Returns the buffer to the first caller and null to all later ones. */
    private synchronized @Nullable BodyBuffer end() {
        BodyBuffer ended = buffer;
        buffer = null;
        return ended;
    }

    private synchronized void linger() {
        stopTimer();
        timer = scheduler.schedule(LINGER, this::finishBody);
    }

    private void finishBody() {
        stopTimer();
        bodyOver.complete(null);
    }

    private synchronized void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** For a call whose reply does not depend on a body. */
    private enum NoBody implements BodyHandler {
        INSTANCE;

        @Override
        public CompletableFuture<HttpReply> received(byte[] body) {
            throw new IllegalStateException("this call needs no body");
        }

        @Override
        public HttpReply refused(Problem problem) {
            throw new IllegalStateException("this call has its reply");
        }
    }
}
