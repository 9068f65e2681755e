package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.entry.Entry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Answers polls, at once or when there is something to tell.
 *
 * @param follower reads what is new
 */
public record Polls(Node node, LiveSessions sessions, Follower follower) {
    /** The answer to a poll of a client that has everything already, if that takes only a glance; null otherwise. */
    public @Nullable PollAnswer unchanged(LiveSession live, Reader reader, Viewer viewer, PollRequest request) {
        return follower.unchanged(live, reader, viewer, request);
    }

    /**
     * Answers a poll now, when there is something to tell, or when its time is up. Cancelling the future ends the wait.
     *
     * @param looking where the session is looked at again; that may read the store
     */
    public CompletableFuture<PollAnswer> answer(
            LiveSession live, PollCaller caller, PollRequest request, Executor looking) {
        PolledSession session = new PolledSession(this, live, caller, request);
        return new ParkedPoll<>(node, session, caller, request.maxWait(), looking).start();
    }

    /** A client that waited gets this. */
    void delivered(PollAnswer answer) {
        List<Entry> entries = answer.messages();
        if (!entries.isEmpty()) {
            Duration took = Duration.between(
                    entries.get(entries.size() - 1).at(), node.clock().instant());
            node.metrics().delivered(took.isNegative() ? Duration.ZERO : took);
        }
    }
}
