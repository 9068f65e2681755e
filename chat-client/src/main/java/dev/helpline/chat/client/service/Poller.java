package dev.helpline.chat.client.service;

import dev.helpline.chat.client.ChatApiException;
import dev.helpline.chat.client.ChatCall;
import dev.helpline.chat.client.ChatCallback;
import dev.helpline.chat.client.ErrorCodes;
import dev.helpline.chat.client.PollAnswer;
import dev.helpline.chat.client.PollRequest;
import dev.helpline.chat.client.SessionHead;
import java.net.HttpURLConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The loop that asks what is new: one request at a time, the next one planned when the last is done. */
final class Poller {
    private final LiveSession session;
    private final PollSchedule schedule;
    private final Duration maxWait;
    private final PageSize pageSize = new PageSize();
    private boolean running;
    private long askedAtNanos;
    private @Nullable ChatCall<PollAnswer> inFlight;
    private ChatScheduler.@Nullable Task next;

    Poller(LiveSession session, PollSchedule schedule, Duration maxWait) {
        this.session = session;
        this.schedule = schedule;
        this.maxWait = maxWait;
    }

    boolean isRunning() {
        return running;
    }

    void start() {
        running = true;
        plan(Duration.ZERO);
    }

    /** Does not wait for the interval; a request that is under way counts as now. */
    void now() {
        if (running && inFlight == null) {
            plan(Duration.ZERO);
        }
    }

    void stop() {
        running = false;
        if (next != null) {
            next.cancel();
            next = null;
        }
        if (inFlight != null) {
            inFlight.cancel();
            inFlight = null;
        }
    }

    private void plan(Duration delay) {
        if (next != null) {
            next.cancel();
        }
        next = session.scheduler.after(delay, this::poll);
    }

    private void poll() {
        ChatCall<PollAnswer> call;
        synchronized (session.lock) {
            if (!running || inFlight != null) {
                return;
            }
            call = session.api.poll(request());
            inFlight = call;
            askedAtNanos = session.scheduler.nanoTime();
        }
        call.enqueue(new ChatCallback<PollAnswer>() {
            @Override
            public void onAnswer(PollAnswer answer) {
                done(call, () -> answered(answer));
            }

            @Override
            public void onFailure(ChatApiException failure) {
                done(call, () -> failed(failure));
            }
        });
    }

    private PollRequest request() {
        PollRequest.Builder request =
                PollRequest.builder(session.sessionId).maxWait(maxWait).everything();
        if (!pageSize.isFull()) {
            request.limit(pageSize.size());
        }
        String cursor = session.conversation.cursor();
        return cursor == null ? request.build() : request.after(cursor).build();
    }

    /** An outcome counts only if it is the one being waited for. */
    private void done(ChatCall<PollAnswer> call, Runnable outcome) {
        synchronized (session.lock) {
            if (inFlight == call) {
                inFlight = null;
                outcome.run();
            }
        }
        session.callbacks.flush();
    }

    private void answered(PollAnswer answer) {
        pageSize.answered();
        Duration held = Duration.ofNanos(session.scheduler.nanoTime() - askedAtNanos);
        Applied applied = session.conversation.apply(answer);
        tell(applied);
        if (applied.end != null) {
            stop();
        } else {
            plan(schedule.afterAnswer(applied, held));
        }
    }

    private void tell(Applied applied) {
        if (applied.acceptedGap) {
            ChatApiException gap = ChatApiException.of("poll of session " + session.sessionId, ErrorCodes.MESSAGE_GAP);
            session.listeners.tell(listener -> listener.onPollingError(gap, Duration.ZERO));
        }
        applied.received.forEach(message -> session.listeners.tell(listener -> listener.onMessageReceived(message)));
        applied.updated.forEach(session::settled);
        SessionHead head = applied.changedHead;
        if (head != null) {
            session.listeners.tell(listener -> listener.onSessionUpdated(head));
        }
        SessionEnd end = applied.end;
        if (end != null) {
            session.listeners.tell(listener -> listener.onSessionEnded(end));
        }
    }

    private void failed(ChatApiException failure) {
        if (isFatal(failure)) {
            stop();
            session.listeners.tell(listener -> listener.onPollingStopped(failure));
            return;
        }
        pageSize.failed(failure);
        Duration retryIn = schedule.afterFailure(failure);
        plan(retryIn);
        session.listeners.tell(listener -> listener.onPollingError(failure, retryIn));
    }

    /** A 401 that is not in the words of the protocol is that of somebody on the way, who may let us through later. */
    private static boolean isFatal(ChatApiException failure) {
        return failure.code().equals(ErrorCodes.SESSION_NOT_FOUND)
                || failure.code().equals(ErrorCodes.FORBIDDEN)
                || (failure.httpStatus().orElse(0) == HttpURLConnection.HTTP_UNAUTHORIZED
                        && !failure.code().equals(ErrorCodes.MALFORMED_RESPONSE));
    }
}
