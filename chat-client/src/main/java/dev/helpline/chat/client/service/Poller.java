package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCallback;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.poll.PollRequest;
import dev.helpline.chat.client.session.SessionHead;
import java.net.HttpURLConnection;
import java.time.Duration;

/** The loop that asks what is new: one request at a time, the next one planned when the last is done. */
final class Poller {
    private final LiveSession session;
    private final PollSchedule schedule;
    private final PageSize pageSize = new PageSize();
    private final NextStep next;
    private final CallInFlight<PollAnswer> inFlight;
    private boolean running;
    private long askedAtNanos;

    Poller(LiveSession session, PollSchedule schedule) {
        this.session = session;
        this.schedule = schedule;
        next = new NextStep(session.scheduler, this::poll);
        inFlight = new CallInFlight<>(session.service, new ChatCallback<PollAnswer>() {
            @Override
            public void onAnswer(PollAnswer answer) {
                answered(answer);
            }

            @Override
            public void onFailure(ChatApiException failure) {
                failed(failure);
            }
        });
    }

    boolean isRunning() {
        return running;
    }

    void start() {
        running = true;
        next.plan(Duration.ZERO);
    }

    /** Does not wait for the interval; a request that is under way counts as now. */
    void now() {
        if (running && !inFlight.isUnderWay()) {
            next.plan(Duration.ZERO);
        }
    }

    NextStep next() {
        return next;
    }

    void stop() {
        running = false;
        next.cancel();
        inFlight.cancel();
    }

    private void poll() {
        inFlight.make(() -> {
            next.begun();
            if (!running) {
                return null;
            }
            askedAtNanos = session.scheduler.nanoTime();
            return session.api.poll(request());
        });
    }

    private PollRequest request() {
        PollRequest.Builder request = PollRequest.builder(session.sessionId())
                .maxWait(schedule.maxWait())
                .everything();
        if (!pageSize.isFull()) {
            request.limit(pageSize.size());
        }
        String cursor = session.conversation.cursor();
        return cursor == null ? request.build() : request.after(cursor).build();
    }

    private Duration held() {
        return Duration.ofNanos(session.scheduler.nanoTime() - askedAtNanos);
    }

    private void answered(PollAnswer answer) {
        pageSize.answered();
        session.service.succeeded(schedule.failures() > 0);
        Duration held = held();
        Applied applied = session.conversation.apply(answer);
        tell(applied);
        if (applied.end != null) {
            stop();
        } else {
            next.plan(schedule.afterAnswer(applied, held));
        }
    }

    private void tell(Applied applied) {
        if (applied.acceptedGap) {
            ChatApiException gap =
                    ChatApiException.of("poll of session " + session.sessionId(), ErrorCodes.MESSAGE_GAP);
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
        boolean isTooLarge = pageSize.isTooLarge(failure);
        pageSize.failed(failure);
        if (isTooLarge) {
            next.plan(Duration.ZERO);
        } else if (schedule.isOnlyCutShort(failure, held())) {
            next.plan(schedule.afterCut());
        } else {
            Duration retryIn = schedule.afterFailure(failure);
            next.planRetry(retryIn, failure, schedule.failures());
            session.listeners.tell(listener -> listener.onPollingError(failure, retryIn));
        }
    }

    /** A 401 that is not in the words of the protocol is that of somebody on the way, who may let us through later. */
    private static boolean isFatal(ChatApiException failure) {
        return failure.code().equals(ErrorCodes.SESSION_NOT_FOUND)
                || failure.code().equals(ErrorCodes.FORBIDDEN)
                || (failure.httpStatus().orElse(0) == HttpURLConnection.HTTP_UNAUTHORIZED
                        && !failure.code().equals(ErrorCodes.MALFORMED_RESPONSE));
    }
}
