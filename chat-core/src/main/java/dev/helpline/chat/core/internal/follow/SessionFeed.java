package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.Head;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The news of one session for one subscriber: what a client would get that polls with each cursor it is given. */
final class SessionFeed implements Feed<PollAnswer> {
    private final Polls polls;
    private final LiveSessions sessions;
    private final Follower follower;
    private final PollCaller caller;
    private volatile LiveSession live;
    private volatile PollRequest request;
    private boolean isFirst = true;
    private boolean waited;
    private @Nullable Head seen;
    private volatile @Nullable Runnable watcher;

    SessionFeed(Polls polls, LiveSession live, PollCaller caller, PollRequest request) {
        this.polls = polls;
        this.sessions = polls.sessions();
        this.follower = polls.follower();
        this.live = live;
        this.caller = caller;
        this.request = request;
    }

    @Override
    public @Nullable PollAnswer look() {
        PollOutcome now = isFirst ? follower.answer(live, caller, request) : follower.answerNext(live, caller, request);
        seen = now.head();
        PollAnswer answer = now.answer();
        return isFirst || isNews(answer) ? answer : null;
    }

    private boolean isNews(PollAnswer answer) {
        return !answer.messages().isEmpty()
                || answer.hasMore()
                || !answer.cursor().equals(request.after());
    }

    @Override
    public void delivered(PollAnswer news) {
        isFirst = false;
        if (waited) {
            waited = false;
            polls.delivered(news);
        }
        request = request.toBuilder().after(news.cursor()).build();
    }

    @Override
    public @Nullable String cursor() {
        return request.after();
    }

    @Override
    public void watch(Runnable value) {
        watcher = value;
        waited = true;
        live = sessions.watch(
                live, Objects.requireNonNull(seen, "seen"), caller.viewer().side(), value);
    }

    @Override
    public void close() {
        Runnable watching = watcher;
        if (watching != null) {
            live.unwatch(watching);
        }
    }

    @Override
    public void present() {
        caller.noteSeen(live);
    }
}
