package dev.helpline.chat.http.internal.socket;

import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.poll.Include;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.SubscriptionEnd;
import dev.helpline.chat.http.internal.wire.ServerFrame;
import dev.helpline.chat.http.internal.wire.WireHead;
import dev.helpline.chat.http.internal.wire.WireMessage;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the news of one session into frames. The next news comes only after the frames of the last one are handed to the network.
 * Thread-safe.
 */
final class SessionFeed implements Receiver<PollAnswer> {
    private final SessionId session;
    private final Role reader;
    private final Outbox outbox;
    private final FeedSubscription subscription = new FeedSubscription();
    private final BiConsumer<SessionFeed, SubscriptionEnd> whenEnded;

    /** The head that the client has; null before the first frame. Only the engine's deliveries use it, one at a time. */
    private @Nullable WireHead told;

    private boolean toldEnd;
    private long toldRead;

    SessionFeed(SessionId session, Role reader, Outbox outbox, BiConsumer<SessionFeed, SubscriptionEnd> whenEnded) {
        this.session = session;
        this.reader = reader;
        this.outbox = outbox;
        this.whenEnded = whenEnded;
    }

    SessionId session() {
        return session;
    }

    /** Begins behind {@code after}. Throws what subscribing throws. */
    void begin(ChatParticipant participant, @Nullable String after) {
        PollRequest request = PollRequest.builder(session)
                .after(after)
                .include(Set.of(Include.OWN, Include.SYSTEM))
                .build();
        subscription.begun(participant.subscribe(request, this));
    }

    void cancel() {
        subscription.cancel();
    }

    @Override
    public CompletionStage<?> receive(PollAnswer news) {
        return subscription.isCancelled() ? CompletableFuture.completedFuture(null) : outbox.deliver(framesOf(news));
    }

    @Override
    public void ended(SubscriptionEnd end) {
        whenEnded.accept(this, end);
    }

    /** The entries first, so that a client which knows that the session has ended has all of them. */
    private List<ServerFrame> framesOf(PollAnswer news) {
        String id = session.value();
        WireHead head = WireHead.of(news.view(), reader);
        List<ServerFrame> frames = new ArrayList<>();
        boolean first = told == null;
        if (first) {
            boolean isAll = news.messages().isEmpty() && !news.hasMore();
            frames.add(new ServerFrame.Ready(id, head, isAll ? news.cursor() : null));
            told = head;
            toldRead = hasRead(news);
        }
        for (Entry entry : news.messages()) {
            WireMessage.of(entry, reader, news.view().activity())
                    .ifPresent(message -> frames.add(frameOf(entry, message, news.cursorBehind(entry))));
        }
        if (!news.hasMore()) {
            addHead(frames, head, news);
        }
        return frames;
    }

    private ServerFrame frameOf(Entry entry, WireMessage message, String cursor) {
        return entry.kind() == EntryKind.AMENDMENT
                ? new ServerFrame.MessageUpdated(session.value(), message, cursor)
                : new ServerFrame.NewMessage(session.value(), message, cursor);
    }

    private void addHead(List<ServerFrame> frames, WireHead head, PollAnswer news) {
        boolean isEnd = news.view().session().ending() != null;
        if (isEnd && !toldEnd) {
            frames.add(new ServerFrame.SessionEnded(session.value(), head, news.cursor()));
        } else if (told == null || head.tellsMoreThan(told) || toldRead != hasRead(news)) {
            frames.add(change(told, head, news));
        }
        toldEnd = isEnd;
        toldRead = hasRead(news);
        told = head;
    }

    /** How far the session's agent has read: other agents may have read further, and then it moves no cursor, but the count of what is unread. */
    private static long hasRead(PollAnswer news) {
        return news.view().activity().agentReadSeq();
    }

    /** One frame for all that changed, since it has the cursor behind all of it. */
    private ServerFrame change(@Nullable WireHead before, WireHead head, PollAnswer news) {
        String cursor = news.cursor();
        if (before != null && toldRead == hasRead(news) && head.tellsOnlyTyping(before)) {
            return new ServerFrame.Typing(session.value(), head.typing(), cursor);
        }
        if (before != null && head.tellsOnlyCursors(before)) {
            return new ServerFrame.MessagesRead(session.value(), head.unreadCount(), head.cursors(), cursor);
        }
        return new ServerFrame.SessionUpdated(session.value(), head, cursor);
    }
}
