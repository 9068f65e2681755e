package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.poll.Include;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.Subscription;
import dev.helpline.chat.core.subscription.SubscriptionEnd;
import dev.helpline.chat.socketio.internal.transport.TransportSettings;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What one client is told of one session: the session as it stands, and then the news of the engine's subscription as events of a dialect.
 * The next news comes only once the events of the last one are handed to the network. Thread-safe.
 */
final class RoomFeed implements Receiver<PollAnswer> {
    /** How many messages a client that joins gets: the newest ones. */
    static final int SNAPSHOT = 100;

    /** A message that was handed to the network longer ago has arrived, or the client's connection was found to be broken. */
    private static final long ARRIVED_AFTER_NANOS =
            TransportSettings.DEFAULT.longestSilence().toNanos();

    private static final int KNOWN = 500;

    private final GatewayCore core;
    private final ClientSocket socket;
    private final DialectModule dialect;
    private final SessionId session;
    private volatile boolean cancelled;
    private @Nullable Subscription subscription;

    /** What the client knows. Only {@link #begin} writes it, and then the engine's deliveries, one at a time. */
    private volatile @Nullable SessionView before;

    private final Deque<Told> told = new ArrayDeque<>();
    private @Nullable String arrived;

    /** The last message that the client knows. The engine may begin with earlier ones. */
    private long toldSeq;

    private long deliveredSeq;
    private List<Author> typing = List.of();
    private long customerRead;
    private long agentsRead;
    private final Map<EntryId, Entry> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EntryId, Entry> eldest) {
            return size() > KNOWN;
        }
    };

    private record Told(String message, long atNanos) {}

    RoomFeed(GatewayCore core, ClientSocket socket, DialectModule dialect, SessionId session) {
        this.core = core;
        this.socket = socket;
        this.dialect = dialect;
        this.session = session;
    }

    boolean hasEnded() {
        SessionView known = before;
        return known != null && !known.session().state().isOpen();
    }

    /** Returns what is remembered of a room whose client was lost. */
    LostRooms.Room lost() {
        if (dialect.rooms().joiningTellsMessages()) {
            return new LostRooms.Room(dialect, null);
        }
        synchronized (this) {
            noteArrived();
            return new LostRooms.Room(dialect, arrived);
        }
    }

    /** Messages that have arrived are not told again to a client that is put back. */
    private void noteArrived() {
        long now = core.scheduler().nanoTime();
        for (Told first = told.peek();
                first != null && now - first.atNanos() > ARRIVED_AFTER_NANOS;
                first = told.peek()) {
            arrived = told.remove().message();
        }
    }

    /**
     * Tells the session as it stands, and subscribes behind its last message.
     *
     * @param after the message behind which the client goes on; null for the newest messages, or for all if the client is back
     * @param isBack whether the client had joined before its connection was lost, and has not asked for anything
     * @param announce whether others are told that the participant is there
     * @param whenKnown called once the caller is known to have access
     */
    RoomEvents.Snapshot begin(@Nullable String after, boolean isBack, boolean announce, Runnable whenKnown) {
        ChatParticipant participant = socket.identity().participant();
        RoomEvents events = dialect.rooms();
        SessionView view = participant.session(session);
        MessagePage page = after == null
                ? Messages.newest(participant, view, SNAPSHOT)
                : Messages.after(participant, session, after, SNAPSHOT);
        before = view;
        customerRead = page.activity().customer().readSeq();
        agentsRead = page.activity().agents().readSeq();
        whenKnown.run();
        List<Member> members = core.rooms().joined(session, socket, dialect, announce);
        RoomEvents.Snapshot snapshot = new RoomEvents.Snapshot(view, page.messages(), page.activity(), members);
        var unused = socket.emit(events.joined(socket.identity(), snapshot));
        String last = after;
        if (events.joiningTellsMessages() || (after == null && !isBack)) {
            page.messages().forEach(this::note);
            Entry newest = snapshot.lastMessage();
            last = newest == null ? after : newest.id().value();
        } else if (after != null) {
            toldSeq = page.messages().isEmpty()
                    ? view.session().log().lastSeq()
                    : page.messages().get(0).seq() - 1;
        }
        synchronized (this) {
            arrived = last;
        }
        noteDelivered(toldSeq);
        subscribe(participant, last);
        return snapshot;
    }

    private void subscribe(ChatParticipant participant, @Nullable String after) {
        PollRequest request = PollRequest.builder(session)
                .after(after)
                .limit(PollRequest.MAX_LIMIT)
                .include(Set.of(Include.OWN, Include.SYSTEM))
                .build();
        Subscription begun = participant.subscribe(request, this);
        synchronized (this) {
            subscription = begun;
        }
        if (cancelled) {
            begun.cancel();
        }
    }

    void cancel() {
        cancelled = true;
        Subscription begun;
        synchronized (this) {
            begun = subscription;
        }
        if (begun != null) {
            begun.cancel();
        }
    }

    private void note(Entry message) {
        known.put(message.id(), message);
        toldSeq = message.seq();
    }

    private synchronized void noteTold(Entry message) {
        noteArrived();
        told.add(new Told(message.id().value(), core.scheduler().nanoTime()));
    }

    @Override
    public CompletionStage<?> receive(PollAnswer news) {
        if (cancelled) {
            return CompletableFuture.completedFuture(null);
        }
        CompletionStage<Void> handed = socket.emit(eventsOf(news));
        long last = toldSeq;
        return handed.thenRun(() -> noteDelivered(last));
    }

    /** These clients do not say what they have, so a message counts as delivered once it is handed to the network. */
    private void noteDelivered(long seq) {
        if (seq > deliveredSeq) {
            deliveredSeq = seq;
            try {
                socket.identity().participant().delivered(session, seq);
            } catch (ChatException refused) {
                // the mark is told with the next message; access that has ended ends the subscription
            }
        }
    }

    private List<Outgoing> eventsOf(PollAnswer news) {
        RoomEvents events = dialect.rooms();
        SessionView view = news.view();
        List<Outgoing> all = new ArrayList<>();
        for (Entry entry : news.messages()) {
            if (entry.isMessage() && entry.seq() > toldSeq) {
                note(entry);
                noteTold(entry);
                all.addAll(events.message(socket.identity(), view, entry));
            }
        }
        if (!news.hasMore()) {
            addTyping(events, view, all);
            addRead(events, view, all);
            addChange(events, view, all);
        }
        return all;
    }

    private void addTyping(RoomEvents events, SessionView view, List<Outgoing> all) {
        List<Author> now = view.activity().typing().stream()
                .filter(author -> !socket.identity().is(author))
                .toList();
        typing.stream()
                .filter(author -> !now.contains(author))
                .forEach(author -> all.addAll(events.typing(session, author, false)));
        now.stream()
                .filter(author -> !typing.contains(author))
                .forEach(author -> all.addAll(events.typing(session, author, true)));
        typing = now;
    }

    private void addRead(RoomEvents events, SessionView view, List<Outgoing> all) {
        long customer = view.activity().customer().readSeq();
        long agents = view.activity().agents().readSeq();
        if (customer > customerRead) {
            all.addAll(events.read(view, true, between(customerRead, customer, true)));
            customerRead = customer;
        }
        if (agents > agentsRead) {
            all.addAll(events.read(view, false, between(agentsRead, agents, false)));
            agentsRead = agents;
        }
    }

    /** The messages of the other side that one side has read now. */
    private List<EntryId> between(long from, long to, boolean byCustomer) {
        return known.values().stream()
                .filter(entry -> entry.seq() > from && entry.seq() <= to)
                .filter(entry -> (entry.author().type() == ParticipantType.CUSTOMER) != byCustomer)
                .map(Entry::id)
                .toList();
    }

    private void addChange(RoomEvents events, SessionView view, List<Outgoing> all) {
        SessionView known = before;
        if (known != null && known.session().version() != view.session().version()) {
            all.addAll(events.changed(known, view));
        }
        before = view;
    }

    @Override
    public void ended(SubscriptionEnd end) {
        switch (end.reason()) {
            case TOKEN_EXPIRED -> socket.end(Failure.unauthenticated());
            case NOT_ALLOWED -> {
                Failure failure =
                        end.refusal().map(Failure::of).orElseGet(() -> Failure.forbidden("The session is not yours"));
                if (failure.endsAccess()) {
                    socket.end(failure);
                } else {
                    socket.leave(session);
                    var unused = socket.emit(List.of(dialect.error(failure, "")));
                }
            }
            case RECEIVER_TOO_SLOW, RECEIVER_FAILED, ENGINE_CLOSED -> socket.close();
        }
    }
}
