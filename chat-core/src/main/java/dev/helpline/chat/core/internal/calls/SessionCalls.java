package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.internal.follow.Follower;
import dev.helpline.chat.core.internal.follow.ParkedPoll;
import dev.helpline.chat.core.internal.follow.PollCaller;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.internal.live.EntryTails;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.queue.QueueBoard;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.SendCommand;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** What both sides do alike in a session they may see. Thread-safe. */
public final class SessionCalls {
    private final Node node;
    private final LiveSessions sessions;
    private final Expiry expiry;
    private final QueueBoard queue;
    private final Follower follower;
    private final EntryTails tails;
    private final MessagePages pages;

    /** Calls over the sessions in memory. */
    public SessionCalls(Node node, LiveSessions sessions, Expiry expiry, QueueBoard queue, Follower follower) {
        this.node = node;
        this.sessions = sessions;
        this.expiry = expiry;
        this.queue = queue;
        this.follower = follower;
        this.tails = sessions.tails();
        this.pages = new MessagePages(node.store(), tails);
    }

    /**
     * Answers a poll once the session, if its time was up, has been ended. Waits on the calling thread, which looks
     * itself when it is woken: it may be a worker's, and the last.
     */
    public PollAnswer pollWaiting(LiveSession live, PollCaller caller, PollRequest request) {
        Futures.join(expiry.lookAt(live));
        Mailbox mailbox = new Mailbox();
        return mailbox.workUntil(lookInto(live, caller, request, mailbox));
    }

    /** As {@link #pollWaiting}, without holding a thread; looks on a worker when it is woken. */
    @SuppressWarnings("FutureReturnValueIgnored") // the answer ends as it does
    public CompletableFuture<PollAnswer> polling(LiveSession live, PollCaller caller, PollRequest request) {
        LinkedFuture<PollAnswer> answer = new LinkedFuture<>();
        expiry.lookAt(live).whenComplete((session, failure) -> {
            try {
                answer.follow(
                        failure == null
                                ? lookInto(live, caller, request, node.workers())
                                : CompletableFuture.failedFuture(failure));
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private CompletableFuture<PollAnswer> lookInto(
            LiveSession live, PollCaller caller, PollRequest request, Executor looking) {
        if (caller.viewer() == Viewer.CUSTOMER) {
            live.customerSeen();
        }
        return ParkedPoll.answer(node, sessions, follower, live, caller, request, looking);
    }

    /**
     * Refuses what a limiter refuses, and a reply to what does not exist – but neither to a message that is stored
     * already, whose retry is owed its first answer.
     */
    public void checkBeforeSend(LiveSession live, Actor actor, SendMessage message, Optional<ChatException> limited) {
        EntryId replyTo = message.replyTo();
        boolean replyMissing = replyTo != null && !isMessage(live, actor, replyTo);
        if (limited.isEmpty() && !replyMissing) {
            return;
        }
        EntryId id = message.id();
        if (id != null && tails.find(live.id(), id).isPresent()) {
            return;
        }
        ChatException refusal = limited.orElseGet(() -> new ChatException(
                ErrorCode.INVALID_MESSAGE,
                "replyTo names no message of session " + live.id(),
                Map.of("field", "replyTo")));
        node.metrics().commandRefused(SendCommand.NAME, refusal.code());
        throw refusal;
    }

    private boolean isMessage(LiveSession live, Actor actor, EntryId id) {
        return tails.find(live.id(), id)
                .filter(Viewer.of(actor)::sees)
                .filter(Entry::isMessage)
                .isPresent();
    }

    /** Whether this very id was sent lately, so that asking a limiter would be unjust. */
    public boolean isRemembered(LiveSession live, SendMessage message) {
        EntryId id = message.id();
        return id != null && tails.findRemembered(live.id(), id).isPresent();
    }

    /** Changes a session once it, if its time was up, has been ended. Waits on the calling thread. */
    public SessionView change(LiveSession live, SessionCommand<Session> command) {
        Futures.join(expiry.lookAt(live));
        Session changed = Futures.join(sessions.submit(live, command));
        queue.changed();
        return queue.viewNow(changed);
    }

    /** Returns the newest entries, the oldest of them first, as far as they fit into one page. */
    public List<Entry> newest(LiveSession live, int limit) {
        return pages.newest(live.id(), limit);
    }

    /** Some of the messages. */
    public MessagePage messages(LiveSession live, Viewer viewer, MessagesQuery query) {
        return pages.read(live, viewer, query);
    }
}
