package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ChatCallback;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.poll.PollRequest;
import dev.helpline.chat.client.session.SessionHead;
import java.net.HttpURLConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The loop that polls: one request at a time, and the next one is scheduled when the last has ended. */
final class PollLoop {
    private final WatchedSession session;
    private final PollSchedule schedule;
    private final PageSize pageSize = new PageSize();
    private final LoopTimer timer;
    private final CallInFlight<PollAnswer> inFlight;
    private boolean running;
    private boolean signedOut;
    private boolean resting;
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
        signedOut = false;
        resting = false;
        session.service.connection(ConnectionEvent.FOLLOWED);
        timer.plan(Duration.ZERO);
    }

    /** Whether it has stopped because the server has rejected the caller's token. */
    boolean isSignedOut() {
        return signedOut;
    }

    /** Polls without waiting for the interval. A poll that is under way counts. */
    void now() {
        if (running && !resting && !inFlight.isUnderWay()) {
            timer.plan(Duration.ZERO);
        }
    }

    /** Makes no polls, because a socket brings what is new. */
    void rest() {
        resting = true;
        timer.cancel();
        inFlight.cancel();
    }

    /** Polls again, at once. */
    void restNoMore() {
        if (resting) {
            resting = false;
            now();
        }
    }

    /** Polls at another interval, and without waiting for the end of the current one. */
    void interval(Duration interval) {
        schedule.interval(interval);
        if (schedule.failures() == 0) {
            now();
        }
    }

    /** Drops a poll that is under way; the next one is made when the service goes on. */
    void pause() {
        if (running) {
            resting = false;
            inFlight.cancel();
            timer.plan(Duration.ZERO);
        }
    }

    /** Polls anew, since the connection of a poll that is under way belongs to a network that may be gone. */
    void networkChanged() {
        schedule.networkChanged();
        if (running && inFlight.isUnderWay()) {
            inFlight.cancel();
            timer.plan(Duration.ZERO);
        }
    }

    /** Polls while the service is paused, until the server has nothing more. Returns false if there is nothing to poll. */
    boolean catchUp() {
        if (running && !inFlight.isUnderWay()) {
            session.scheduler.after(Duration.ZERO, this::pollWhilePaused);
        }
        return running;
    }

    LoopTimer timer() {
        return timer;
    }

    void stop() {
        running = false;
        signedOut = false;
        timer.cancel();
        inFlight.cancel();
    }

    private void poll() {
        inFlight.make(this::nextCall);
    }

    private void pollWhilePaused() {
        inFlight.makeWhilePaused(this::nextCall);
    }

    private @Nullable ChatCall<PollAnswer> nextCall() {
        timer.begun();
        if (!running || resting) {
            return null;
        }
        askedAtNanos = session.scheduler.nanoTime();
        return session.api.poll(request());
    }

    private PollRequest request() {
        PollRequest.Builder request = session.nextPoll();
        if (!session.service.isCatchingUp()) {
            request.maxWait(schedule.maxWait());
        }
        return pageSize.isFull()
                ? request.build()
                : request.limit(pageSize.size()).build();
    }

    private Duration held() {
        return Duration.ofNanos(session.scheduler.nanoTime() - askedAtNanos);
    }

    private void answered(PollAnswer answer) {
        pageSize.answered();
        boolean afterFailures = schedule.failures() > 0;
        session.service.succeeded(afterFailures);
        if (afterFailures) {
            session.reachable();
        }
        Duration held = held();
        PollChanges changes = session.conversation.apply(answer);
        tell(changes);
        if (endedBy(changes)) {
            return;
        }
        session.service.connection(ConnectionEvent.POLLED);
        timer.plan(schedule.afterAnswer(changes, held));
        if (!session.service.isCatchingUp()) {
            return;
        }
        if (changes.isMoreWaiting() && changes.madeProgress()) {
            catchUp();
        } else {
            session.service.caughtUp(null);
        }
    }

    /** Takes what a socket has told. Returns false if entries are missing, which polls fetch. */
    boolean takePushed(PollAnswer news) {
        PollChanges changes = session.conversation.apply(news);
        tell(changes);
        endedBy(changes);
        return !changes.gapFound;
    }

    private boolean endedBy(PollChanges changes) {
        if (changes.end == null) {
            return false;
        }
        stop();
        session.service.connection(ConnectionEvent.STOPPED);
        session.service.caughtUp(null);
        session.ended();
        return true;
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
            stopFor(failure);
            return;
        }
        boolean isTooLarge = pageSize.isTooLarge(failure);
        pageSize.failed(failure);
        if (isTooLarge) {
            timer.plan(Duration.ZERO);
        } else if (schedule.isOnlyCutShort(failure, held())) {
            timer.plan(schedule.afterCut());
        } else {
            if (failure.httpStatus().orElse(0) != LoopTimer.TOO_MANY_REQUESTS) {
                session.service.connection(ConnectionEvent.FAILED);
            }
            Duration retryIn = schedule.afterFailure(failure);
            timer.planRetry(retryIn, failure, schedule.failures());
            session.listeners.tell(listener -> listener.onPollingError(failure, retryIn));
        }
        session.service.caughtUp(failure);
    }

    /** The server has rejected the caller's token on another call: it would reject a poll, too. */
    void signedOut(ChatApiException failure) {
        if (running) {
            stopFor(failure);
        }
    }

    private void stopFor(ChatApiException failure) {
        stop();
        session.stopSocket();
        signedOut = isSignedOut(failure);
        session.service.connection(signedOut ? ConnectionEvent.SIGNED_OUT : ConnectionEvent.STOPPED);
        session.service.caughtUp(failure);
        session.listeners.tell(listener -> listener.onPollingStopped(failure));
    }

    /** Whether no later poll can succeed. */
    static boolean isFatal(ChatApiException failure) {
        return failure.code().equals(ErrorCodes.SESSION_NOT_FOUND)
                || failure.code().equals(ErrorCodes.FORBIDDEN)
                || isSignedOut(failure);
    }

    /**
     * Whether the server rejects the caller's token. A 401 that does not follow the protocol comes from a proxy, which may let a later
     * request through.
     */
    static boolean isSignedOut(ChatApiException failure) {
        return failure.httpStatus().orElse(0) == HttpURLConnection.HTTP_UNAUTHORIZED
                && !failure.code().equals(ErrorCodes.MALFORMED_RESPONSE);
    }
}
