package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;

/** One session, as one poll sees it. Thread-safe. */
final class PolledSession implements Polled<PollAnswer, PollOutcome> {
    private final Polls polls;
    private final PollCaller caller;
    private final PollRequest request;

    /** The session in memory; another object once it has left memory and come back. */
    private volatile LiveSession live;

    PolledSession(Polls polls, LiveSession live, PollCaller caller, PollRequest request) {
        this.polls = polls;
        this.live = live;
        this.caller = caller;
        this.request = request;
    }

    @Override
    public PollOutcome look() {
        return polls.follower().answer(live, caller, request);
    }

    @Override
    public void watch(PollOutcome seen, Runnable watcher) {
        live = polls.sessions().watch(live, seen.head(), caller.viewer().side(), watcher);
    }

    @Override
    public void unwatch(Runnable watcher) {
        live.unwatch(watcher);
    }

    @Override
    public boolean isClosing() {
        return polls.sessions().isClosing();
    }

    @Override
    public void answered(PollOutcome seen, boolean waited) {
        polls.node().metrics().pollAnswered(seen.answer().messages().size(), seen.fromMemory());
        if (waited) {
            polls.delivered(seen.answer());
        }
    }
}
