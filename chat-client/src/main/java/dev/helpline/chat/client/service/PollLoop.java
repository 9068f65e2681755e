package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCallback;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.poll.PollRequest;
import dev.helpline.chat.client.session.SessionHead;
import java.net.HttpURLConnection;
import java.time.Duration;

/** The loop that polls: one request at a time, and the next one is scheduled when the last has ended. */
final class PollLoop {
    private final WatchedSession session;
    private final PollSchedule schedule;
    private final PageSize pageSize = new PageSize();
    private final LoopTimer timer;
    private final CallInFlight<PollAnswer> inFlight;
    private boolean running;
    private long askedAtNanos;

    PollLoop(WatchedSession session, PollSchedule schedule) {
        this.session = session;
        this.schedule = schedule;
        timer = new LoopTimer(session.scheduler, this::poll);
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
        timer.plan(Duration.ZERO);
    }

    /** Polls without waiting for the interval. A poll that is under way counts. */
    void now() {
        if (running && !inFlight.isUnderWay()) {
            timer.plan(Duration.ZERO);
        }
    }

    LoopTimer timer() {
        return timer;
    }

    void stop() {
        running = false;
        timer.cancel();
        inFlight.cancel();
    }

    private void poll() {
        inFlight.make(() -> {
            timer.begun();
            if (!running) {
                return null;
            }
            askedAtNanos = session.scheduler.nanoTime();
            return session.api.poll(request());
        });
    }

    private PollRequest request() {
        PollRequest.Builder request = session.nextPoll().maxWait(schedule.maxWait());
        return pageSize.isFull()
                ? request.build()
                : request.limit(pageSize.size()).build();
    }

    private Duration held() {
        return Duration.ofNanos(session.scheduler.nanoTime() - askedAtNanos);
    }

    private void answered(PollAnswer answer) {
        pageSize.answered();
        session.service.succeeded(schedule.failures() > 0);
        Duration held = held();
        PollChanges changes = session.conversation.apply(answer);
        tell(changes);
        if (changes.end != null) {
            stop();
            session.ended();
        } else {
            timer.plan(schedule.afterAnswer(changes, held));
        }
    }

    void tell(PollChanges changes) {
        if (changes.acceptedGap) {
            ChatApiException gap =
                    ChatApiException.of("poll of session " + session.sessionId(), ErrorCodes.MESSAGE_GAP);
            session.listeners.tell(listener -> listener.onPollingError(gap, Duration.ZERO));
        }
        changes.received.forEach(message -> session.listeners.tell(listener -> listener.onMessageReceived(message)));
        changes.updated.forEach(session::settled);
        changes.amended.forEach(session::updated);
        session.forgetGoneFiles();
        changes.marked.forEach(session::updated);
        session.tellUnread();
        SessionHead head = changes.changedHead;
        if (head != null) {
            session.listeners.tell(listener -> listener.onSessionUpdated(head));
        }
        SessionEnd end = changes.end;
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
            timer.plan(Duration.ZERO);
        } else if (schedule.isOnlyCutShort(failure, held())) {
            timer.plan(schedule.afterCut());
        } else {
            Duration retryIn = schedule.afterFailure(failure);
            timer.planRetry(retryIn, failure, schedule.failures());
            session.listeners.tell(listener -> listener.onPollingError(failure, retryIn));
        }
    }

    /**
     * Whether no later poll can succeed. A 401 that does not follow the protocol comes from a proxy, which may let a later
     * request through.
     */
    static boolean isFatal(ChatApiException failure) {
        return failure.code().equals(ErrorCodes.SESSION_NOT_FOUND)
                || failure.code().equals(ErrorCodes.FORBIDDEN)
                || (failure.httpStatus().orElse(0) == HttpURLConnection.HTTP_UNAUTHORIZED
                        && !failure.code().equals(ErrorCodes.MALFORMED_RESPONSE));
    }
}
