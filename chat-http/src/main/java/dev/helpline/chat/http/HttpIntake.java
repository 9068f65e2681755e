package dev.helpline.chat.http;

import dev.helpline.chat.spi.time.Scheduler;
import dev.helpline.chat.spi.time.Scheduler.Scheduled;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call whose head has been judged and whose body, if the call needs one, has yet to arrive. An adapter
 *
 * <ul>
 *   <li>sends {@link #reply()} as soon as it is there, which may be before the body has arrived;
 *   <li>hands over what arrives with {@link #add}, then calls {@link #complete}, or {@link #fail} if the body is malformed
 *       or ends too early;
 *   <li>stops reading when {@link #bodyOver()} completes, and closes the connection if the body has not arrived by then.
 * </ul>
 *
 * <p>A body that is too long, arrives too slowly, or arrives while the server is receiving too much is refused. The bytes
 * that arrive after a refusal are discarded for up to 2 seconds, since a client that is still sending when the connection
 * closes may lose the reply.
 *
 * <p>Thread-safe. The two futures may complete on a thread of the scheduler, so their callbacks must not block.
 */
public final class HttpIntake {
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final CompletableFuture<HttpReply> reply;
    private final CompletableFuture<Void> bodyOver = new CompletableFuture<>();
    private final Scheduler scheduler;
    private final Ending ending;
    private final int lingerBytes;

    /** What has arrived; null once the call has its whole body or is refused. */
    private @Nullable BodyBuffer buffer;

    private @Nullable Scheduled timer;
    private Duration waited = Duration.ZERO;
    private long discarded;

    /** Makes replies of what became of a body. */
    interface Ending {
        CompletableFuture<HttpReply> whole(byte[] body);

        HttpReply refused(Problem problem);
    }

    private HttpIntake(CompletableFuture<HttpReply> reply, Scheduler scheduler, Ending ending, int lingerBytes) {
        this.reply = reply;
        this.scheduler = scheduler;
        this.ending = ending;
        this.lingerBytes = lingerBytes;
    }

    /** A call that has its reply, or will have it, without a body. */
    static HttpIntake replied(CompletableFuture<HttpReply> reply) {
        HttpIntake intake = new HttpIntake(reply, (delay, task) -> () -> {}, NoBody.INSTANCE, 0);
        intake.bodyOver.complete(null);
        return intake;
    }

    /** A call that is refused by its head, of whose body up to {@code lingerBytes} are discarded. */
    static HttpIntake refused(HttpReply reply, Scheduler scheduler, int lingerBytes) {
        HttpIntake intake =
                new HttpIntake(CompletableFuture.completedFuture(reply), scheduler, NoBody.INSTANCE, lingerBytes);
        intake.linger();
        return intake;
    }

    /** A call that is let in and waits for its body. */
    static HttpIntake receiving(BodyBuffer buffer, Scheduler scheduler, Ending ending) {
        HttpIntake intake = new HttpIntake(new CompletableFuture<>(), scheduler, ending, buffer.maxBytes());
        var unused = intake.reply.whenComplete((reply, cancelled) -> {
            buffer.release();
            if (cancelled != null) {
                intake.abandon();
            }
        });
        intake.begin(buffer);
        return intake;
    }

    /** The reply; never fails. Cancelling it abandons the call. */
    public CompletableFuture<HttpReply> reply() {
        return reply;
    }

    /** Completes once no more of the body is to be read. */
    public CompletableFuture<Void> bodyOver() {
        return bodyOver;
    }

    /** Takes the first {@code length} bytes of {@code bytes}, which are copied, as the next part of the body. */
    public void add(byte[] bytes, int length) {
        try {
            if (!take(bytes, length)) {
                finishBody();
            }
        } catch (Refusal refusal) {
            refuse(refusal.problem());
        }
    }

    /** The body has arrived whole. */
    public void complete() {
        BodyBuffer whole = end();
        finishBody();
        if (whole != null) {
            replyWith(ending.whole(whole.toByteArray()));
        }
    }

    /** The rest of the body will not arrive: it is malformed, or the client has stopped sending. */
    public void fail() {
        refuse(incomplete());
        finishBody();
    }

    private void replyWith(CompletableFuture<HttpReply> answer) {
        var unused = answer.thenAccept(reply::complete);
        cancelTogether(answer);
    }

    private void cancelTogether(CompletableFuture<HttpReply> answer) {
        var unused = reply.whenComplete((value, cancelled) -> {
            if (cancelled != null) {
                answer.cancel(false);
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
            reply.complete(ending.refused(problem));
        }
    }

    private static Problem incomplete() {
        return Problem.of(
                WireError.REQUEST_INCOMPLETE, "The body did not arrive whole, or not in time; nothing was done");
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

    /** Whether the time has passed that the bytes received so far allow; if not, waits for the rest of it. */
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

    /** Keeps or discards bytes; returns false once enough were discarded. */
    private synchronized boolean take(byte[] bytes, int length) {
        BodyBuffer open = buffer;
        if (open != null) {
            open.add(bytes, length);
            return true;
        }
        discarded += length;
        return discarded <= lingerBytes;
    }

    /** Ends the receiving. Returns what had arrived to one caller, and null to all later ones. */
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
    private enum NoBody implements Ending {
        INSTANCE;

        @Override
        public CompletableFuture<HttpReply> whole(byte[] body) {
            throw new IllegalStateException("this call needs no body");
        }

        @Override
        public HttpReply refused(Problem problem) {
            throw new IllegalStateException("this call has its reply");
        }
    }
}
