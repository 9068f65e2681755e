package dev.helpline.chat.client.service;

import dev.helpline.chat.client.ChatConfig;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCallback;
import dev.helpline.chat.client.poll.PollAnswer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The loop that polls a session after its end, slowly, since an agent may reopen it. It ends with the time for which the server says that
 * sessions can be reopened; if the server says none, it polls nothing. Guarded by the service's lock.
 */
final class ReopenWatch {
    /** The interval doubles with each poll up to so many times the first one: most sessions are reopened soon or never. */
    private static final int MOST_INTERVALS = 20;

    private final WatchedSession session;
    private final Duration firstInterval;
    private final LoopTimer timer;
    private final CallInFlight<ChatConfig> config;
    private final CallInFlight<PollAnswer> poll;
    private @Nullable Duration window;
    private Duration interval;
    private long endedAtNanos;
    private boolean running;

    ReopenWatch(WatchedSession session, Duration firstInterval) {
        this.session = session;
        this.firstInterval = firstInterval;
        interval = firstInterval;
        timer = new LoopTimer(session.scheduler, this::look);
        config = new CallInFlight<>(session.service, new ChatCallback<ChatConfig>() {
            @Override
            public void onAnswer(ChatConfig told) {
                window = told.reopenWindow().orElse(Duration.ZERO);
                timer.plan(Duration.ZERO);
            }

            @Override
            public void onFailure(ChatApiException failure) {
                failed(failure);
            }
        });
        poll = new CallInFlight<>(session.service, new ChatCallback<PollAnswer>() {
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

    /** Begins when the session has ended. */
    void start() {
        running = true;
        endedAtNanos = session.scheduler.nanoTime();
        interval = firstInterval;
        timer.plan(interval);
    }

    /** Looks without waiting for the interval. */
    void now() {
        if (running && !config.isUnderWay() && !poll.isUnderWay()) {
            timer.plan(Duration.ZERO);
        }
    }

    /** Drops a call that is under way; the next look comes when the service goes on. */
    void pause() {
        config.cancel();
        poll.cancel();
    }

    void stop() {
        running = false;
        timer.cancel();
        config.cancel();
        poll.cancel();
    }

    private void look() {
        Duration known;
        synchronized (session.service.lock) {
            known = window;
        }
        if (known == null) {
            config.make(() -> {
                timer.begun();
                return running ? session.api.config() : null;
            });
        } else {
            poll.make(() -> {
                timer.begun();
                return running && !isOver(known)
                        ? session.api.poll(session.nextPoll().build())
                        : null;
            });
        }
    }

    private boolean isOver(Duration known) {
        return Duration.ofNanos(session.scheduler.nanoTime() - endedAtNanos).compareTo(known) > 0;
    }

    private void answered(PollAnswer answer) {
        if (!answer.sessionEnded()) {
            session.reopened();
            return;
        }
        // It may have been reopened and ended since the last look: what was written meanwhile is shown.
        PollChanges changes = session.conversation.apply(answer);
        session.tell(changes);
        if (changes.end != null) {
            start();
        } else if (changes.isMoreWaiting() && changes.madeProgress()) {
            timer.plan(Duration.ZERO);
        } else {
            next(Duration.ZERO);
        }
    }

    private void failed(ChatApiException failure) {
        if (PollLoop.isFatal(failure)) {
            stop();
        } else {
            next(failure.retryAfter().orElse(Duration.ZERO));
        }
    }

    private void next(Duration least) {
        timer.plan(interval.compareTo(least) > 0 ? interval : least);
        Duration doubled = interval.multipliedBy(2);
        Duration longest = firstInterval.multipliedBy(MOST_INTERVALS);
        interval = doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
