package dev.helpline.chat.core.internal.board;

import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.internal.alert.AlertRules.Wanted;
import dev.helpline.chat.core.internal.board.BoardInbox.Arrival;
import dev.helpline.chat.core.internal.board.BoardReader.Stored;
import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.cluster.ClusterNotice;
import dev.helpline.chat.core.internal.follow.ParkedPoll;
import dev.helpline.chat.core.internal.follow.PollCaller;
import dev.helpline.chat.core.internal.follow.Polled;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.live.UnreadCount;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The board of this node: all open sessions, of all nodes. It is read from the store when the first agent asks for it, kept up
 * to date while agents ask, and dropped a while after the last one. Thread-safe.
 *
 * <p>Three sources keep it up to date: the commits of this node, the hints of other nodes, and once a second a look at the versions of
 * all open sessions in the store, which finds what other nodes changed without a hint. One turn at a time takes over what has arrived;
 * since a turn empties the inbox before it reads the store, what it reads is never older than what it took from the inbox.
 *
 * <p>All readers at one cursor get one answer, so the work per change does not grow with their number.
 */
public final class Board implements ClusterLink.Receiver {
    /**
     * Changes are gathered for this long before readers hear of them. An agent does not notice it, and while hundreds of sessions
     * change in a second, a reader gets twenty answers in that time and not hundreds.
     */
    static final Duration GATHERED_FOR = Duration.ofMillis(50);

    /** How old a count of unread messages may be: other nodes move marks, too, and without a bus only the store tells. */
    static final Duration RECOUNTED_AFTER = Duration.ofSeconds(30);

    private static final int MAX_COUNTED = 1000;

    /** Each costs two reads in a turn. */
    private static final int MAX_ALERTED = 100;

    /** Longer than a client that polls pauses, also after an error. */
    static final Duration KEPT_UNUSED = Duration.ofMinutes(1);

    /** With the limit on the bytes of texts, this keeps an answer below a few megabytes in any transport's format. */
    private static final int MAX_CHANGES = 500;

    /** At ten sessions that end per second, a reader may stay away for a quarter of an hour without getting a snapshot. */
    private static final int MAX_GONE = 10_000;

    /** Readers stand at few cursors. A reader at another one, as after a pause, costs a walk over what changed. */
    private static final int MAX_ANSWERS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Board.class);

    private final Node node;
    private final BoardInbox inbox;
    private final BoardReader reader;
    private final Supplier<List<Colleague>> team;

    // --- the turns; what is not atomic or volatile belongs to the turn under way
    private final AtomicInteger turnsWanted = new AtomicInteger();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private volatile boolean lookWanted;
    private volatile boolean teamWanted;
    private boolean lostSight;
    private long recountedAtNanos;

    // --- guarded by this
    private final BoardIndex index;
    private final Set<Runnable> watchers = new LinkedHashSet<>();
    private final Map<String, BoardNews> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BoardNews> eldest) {
            return size() > MAX_ANSWERS;
        }
    };

    /** Done once the board has been read; null if there is no board. */
    private @Nullable CompletableFuture<Void> built;

    /** Up to where agents have read sessions of the board according to other nodes, each of them and all together. */
    private final Map<SessionId, Map<Optional<AgentId>, Long>> toldRead = new HashMap<>();

    private int users;
    private long usedAtNanos;

    private volatile boolean closing;

    /**
     * No board yet.
     *
     * @param inbox hears of the node's commits
     * @param reader reads what the board needs from the node's store
     * @param team returns the agents as others see them
     * @param epoch names this run of the engine
     */
    public Board(Node node, BoardInbox inbox, BoardReader reader, Supplier<List<Colleague>> team, String epoch) {
        this.team = team;
        this.node = node;
        this.inbox = inbox;
        this.reader = reader;
        this.index = new BoardIndex(epoch, MAX_CHANGES, MAX_GONE);
    }

    // --- readers --------------------------------------------------------------------------------------------

    /**
     * Answers a request now, when something changed, or when its time is up. Cancelling the future ends the wait.
     *
     * @param agent who asks
     * @param executor where the board is read for the first time, and looked at again
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends as the answer does
    public CompletableFuture<BoardAnswer> answer(
            BoardRequest request, AgentId agent, PollCaller caller, Executor executor) {
        CompletableFuture<Void> ready = enter(executor);
        try {
            ParkedPoll<BoardAnswer, Told> poll = new ParkedPoll<>(
                    node, new PolledBoard(this, request.after(), agent), caller, request.maxWait(), executor);
            CompletableFuture<BoardAnswer> answer = Futures.then(ready, executor, read -> poll.start());
            answer.whenComplete((told, failure) -> leave());
            return answer;
        } catch (Throwable e) {
            leave();
            throw e;
        }
    }

    /** Keeps the board until the matching {@link #leave}, and reads it first if there is none. */
    CompletableFuture<Void> enter(Executor executor) {
        CompletableFuture<Void> ready;
        synchronized (this) {
            users++;
            if (built != null) {
                return built;
            }
            ready = new CompletableFuture<>();
            built = ready;
            inbox.open(this::gather);
            lookWanted = true;
        }
        executor.execute(this::turn);
        return ready;
    }

    synchronized void leave() {
        users--;
        usedAtNanos = node.scheduler().nanoTime();
    }

    /**
     * What a reader at a cursor is told.
     *
     * @param revision of the board when the answer was made
     */
    record Told(BoardAnswer answer, long revision) implements Polled.Sight<BoardAnswer> {
        @Override
        public boolean isNews() {
            return answer.snapshot()
                    || !answer.sessions().isEmpty()
                    || !answer.gone().isEmpty()
                    || !answer.agents().isEmpty()
                    || !answer.alerts().isEmpty();
        }
    }

    /** Tells an agent what changed since a cursor; a snapshot if the board cannot go on from there. */
    Told since(@Nullable String after, AgentId agent) {
        BoardNews news;
        Agent asking;
        synchronized (this) {
            BoardCursor cursor = index.known(after);
            news = answers.computeIfAbsent(cursor == null ? "" : cursor.format(), text -> newsSince(cursor));
            asking = index.agent(agent);
        }
        return news.seenBy(asking);
    }

    private BoardNews newsSince(@Nullable BoardCursor cursor) {
        BoardAnswer answer = index.since(cursor);
        return new BoardNews(answer, index.revision(), index.alertsSince(cursor, answer));
    }

    /** Runs {@code watcher} once, on any thread, when the board is at another revision than {@code seen}; it must not block. */
    void watch(long seen, Runnable watcher) {
        synchronized (this) {
            if (!closing && index.revision() == seen) {
                watchers.add(watcher);
                return;
            }
        }
        watcher.run();
    }

    /** Forgets a watcher that has not run. */
    synchronized void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    /** Whether no reader may wait any more. */
    boolean isClosing() {
        return closing;
    }

    /** Lets no reader wait any more, since the engine is closing. */
    public void startClosing() {
        List<Runnable> woken;
        synchronized (this) {
            closing = true;
            woken = takeWatchers();
        }
        woken.forEach(Runnable::run);
    }

    private List<Runnable> takeWatchers() {
        List<Runnable> taken = List.copyOf(watchers);
        watchers.clear();
        return taken;
    }

    // --- changes --------------------------------------------------------------------------------------------

    /** Another node changed the session, which is now at this version or a later one. Costs no read if the board knows that. */
    public void hint(SessionId session, long version) {
        synchronized (this) {
            BoardItem known = index.find(session);
            if (known != null && known.version() >= version) {
                return;
            }
        }
        inbox.hinted(session);
    }

    @Override
    public void received(String node, ClusterNotice notice) {
        if (notice instanceof ClusterNotice.SessionChanged changed) {
            hint(changed.session(), changed.version());
        } else if (notice instanceof ClusterNotice.ActivityTold told) {
            readElsewhere(told.session(), Optional.empty(), told.agents().readSeq());
        } else if (notice instanceof ClusterNotice.AgentRead read) {
            readElsewhere(read.session(), Optional.of(read.agent()), read.seq());
        }
    }

    private void readElsewhere(SessionId session, Optional<AgentId> agent, long seq) {
        synchronized (this) {
            if (!index.isOpen(session)) {
                return;
            }
            Map<Optional<AgentId>, Long> told = toldRead.computeIfAbsent(session, unknown -> new HashMap<>());
            if (seq <= told.getOrDefault(agent, 0L)) {
                return;
            }
            told.put(agent, seq);
        }
        inbox.hinted(session);
    }

    /** An agent has read more of the session at this node. */
    public void read(SessionId session) {
        synchronized (this) {
            if (!index.isOpen(session)) {
                return;
            }
        }
        inbox.hinted(session);
    }

    /** Something about an agent has changed. */
    public void teamChanged() {
        synchronized (this) {
            if (built == null) {
                return;
            }
        }
        teamWanted = true;
        gather();
    }

    @Override
    public void mayHaveMissed() {
        look();
    }

    /** Looks soon for what other nodes changed, and drops a board that no agent used for a while. Called once a second. */
    public void look() {
        synchronized (this) {
            if (built == null) {
                return;
            }
        }
        lookWanted = true;
        node.workers().execute(this::turn);
    }

    /** Something has arrived in the inbox. */
    private void gather() {
        if (gathering.compareAndSet(false, true)) {
            node.scheduler().schedule(GATHERED_FOR, this::endGathering);
        }
    }

    /** What arrives from now on is gathered anew, so there is never more than one timer. */
    private void endGathering() {
        gathering.set(false);
        node.workers().execute(this::turn);
    }

    /** Takes over what has arrived. If another thread is doing that, it does so once more. */
    private void turn() {
        if (turnsWanted.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = turnsWanted.get();
            oneTurn();
        } while (turnsWanted.addAndGet(-seen) > 0);
    }

    private void oneTurn() {
        boolean look = lookWanted;
        lookWanted = false;
        boolean lookAtTeam = look || teamWanted;
        teamWanted = false;
        if (!isKept(look)) {
            return;
        }
        try {
            Set<SessionId> changed = takeOverCommits();
            changed.addAll(inbox.takeHints());
            if (look) {
                changed.addAll(reader.findChanged(versions(), lostSight));
            }
            takeOver(reader.read(changed), isBuilt());
            if (lookAtTeam) {
                List<Colleague> colleagues = team.get();
                publish(board -> board.putTeam(colleagues));
            }
            if (look) {
                recountIfDue();
                lostSight = false;
                isReady();
            }
        } catch (Throwable e) { // also checked exceptions of stores in other languages
            lostSight = true;
            hasFailed(e);
        }
    }

    /** Whether there is a board. Drops it if a look finds that no agent used it for a while. */
    private synchronized boolean isKept(boolean look) {
        boolean isUnused = users == 0 && node.scheduler().nanoTime() - usedAtNanos > KEPT_UNUSED.toNanos();
        if (built != null && look && isUnused) {
            drop();
        }
        return built != null;
    }

    private synchronized void drop() {
        built = null;
        inbox.close();
        index.clear();
        toldRead.clear();
        answers.clear();
    }

    private void isReady() {
        CompletableFuture<Void> ready;
        synchronized (this) {
            ready = built;
        }
        if (ready != null) {
            ready.complete(null);
        }
    }

    /** The readers of a board that was read before go on with it; the next look reads all of it. */
    private void hasFailed(Throwable failure) {
        CompletableFuture<Void> waited;
        synchronized (this) {
            waited = built;
            if (waited == null || waited.isDone()) {
                LOG.warn("the board could not be brought up to date; it is tried again soon", failure);
                return;
            }
            drop();
        }
        waited.completeExceptionally(failure);
    }

    private synchronized Map<SessionId, Long> versions() {
        return index.versions();
    }

    /** Takes over this node's commits; returns the sessions whose newest message has to be read. */
    private Set<SessionId> takeOverCommits() {
        Set<SessionId> toRead = new HashSet<>();
        List<Arrival> arrived = inbox.takeCommits();
        Map<SessionId, Long> counts =
                count(arrived.stream().map(Arrival::session).toList());
        publish(board -> {
            for (Arrival arrival : arrived) {
                Session session = arrival.session();
                BoardItem known = board.find(session.id());
                if (known != null && session.version() < known.version()) {
                    continue;
                }
                Entry message = newestMessage(arrival, known);
                if (message == null && session.state().isOpen() && session.log().lastMessageSeq() > 0) {
                    toRead.add(session.id());
                } else {
                    board.put(session, message, counts.getOrDefault(session.id(), 0L));
                    board.putAlerts(arrival.alertsAfter(known == null ? null : known.session()));
                }
            }
        });
        return toRead;
    }

    /** Counts what the session's agent has not read, or no agent while it waits, of the sessions that are open. */
    private Map<SessionId, Long> count(Collection<Session> sessions) {
        List<Session> open =
                sessions.stream().filter(session -> session.state().isOpen()).toList();
        Map<SessionId, Long> told = new HashMap<>();
        synchronized (this) {
            toldRead.keySet().removeIf(id -> !index.isOpen(id));
            for (Session session : open) {
                Long seq = toldRead.getOrDefault(session.id(), Map.of())
                        .get(Optional.ofNullable(UnreadCount.owner(session)));
                if (seq != null) {
                    told.put(session.id(), seq);
                }
            }
        }
        Map<SessionId, Long> counts = new HashMap<>();
        for (int from = 0; from < open.size(); from += MAX_COUNTED) {
            counts.putAll(reader.countUnread(open.subList(from, Math.min(from + MAX_COUNTED, open.size())), told));
        }
        return counts;
    }

    /** Agents may have read something at other nodes of which this node has not heard. */
    private void recountIfDue() {
        long now = node.scheduler().nanoTime();
        if (now - recountedAtNanos < RECOUNTED_AFTER.toNanos()) {
            return;
        }
        recountedAtNanos = now;
        List<BoardItem> items;
        synchronized (this) {
            items = index.unread();
        }
        Map<SessionId, Long> counts = count(items.stream()
                .flatMap(item -> Stream.ofNullable(item.session()))
                .toList());
        publish(board -> {
            for (BoardItem item : items) {
                Session session = item.session();
                if (session != null && item.equals(board.find(item.id()))) {
                    board.put(session, item.lastMessage(), counts.getOrDefault(item.id(), 0L));
                }
            }
        });
    }

    private static @Nullable Entry newestMessage(Arrival arrival, @Nullable BoardItem known) {
        if (arrival.lastMessage() != null || known == null || known.lastMessage() == null) {
            return arrival.lastMessage();
        }
        if (arrival.session().log().amendmentCount() > 0) {
            return null;
        }
        Entry before = known.lastMessage();
        return before.seq() == arrival.session().log().lastMessageSeq() ? before : null;
    }

    /** @param alerting false while the board is read for the first time */
    private void takeOver(Map<SessionId, Stored> read, boolean alerting) {
        Map<SessionId, Long> counts = count(read.values().stream()
                .flatMap(stored -> Stream.ofNullable(stored.session()))
                .toList());
        List<Wanted> alerts = alerting ? alertsOf(read.values()) : List.of();
        publish(board -> {
            read.forEach((id, stored) -> {
                if (stored.session() == null) {
                    board.remove(id, 0);
                } else {
                    board.put(stored.session(), stored.lastMessage(), counts.getOrDefault(id, 0L));
                }
            });
            board.putAlerts(alerts);
        });
    }

    /** What happened at other nodes. Of too many sessions at once, the rest only changes the board, which tells the same. */
    private List<Wanted> alertsOf(Collection<Stored> read) {
        List<Wanted> alerts = new ArrayList<>();
        int alerted = 0;
        for (Stored stored : read) {
            Session session = stored.session();
            Session before = session == null ? null : known(session.id());
            if (session != null && BoardReader.mayAlert(before, session) && alerted++ < MAX_ALERTED) {
                alerts.addAll(reader.alertsSince(before, session));
            }
        }
        return alerts;
    }

    private synchronized @Nullable Session known(SessionId id) {
        BoardItem item = index.find(id);
        return item == null ? null : item.session();
    }

    private synchronized boolean isBuilt() {
        return built != null && built.isDone();
    }

    private void publish(Consumer<BoardIndex> changes) {
        List<Runnable> woken;
        synchronized (this) {
            long before = index.revision();
            changes.accept(index);
            if (index.revision() == before) {
                return;
            }
            answers.clear();
            woken = takeWatchers();
        }
        woken.forEach(Runnable::run);
    }
}
