package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.notify.MeasuredCommand;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.store.SessionTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions in this node's memory, each at most once. That a session does not exist is never remembered. Thread-safe. */
public final class LiveSessions {
    /** After this time without use a session leaves memory. */
    private static final Duration KEPT_UNUSED = Duration.ofMinutes(5);

    /**
     * How many of a session's newest entries are read with the session. A client that comes back names the last entry it has, which is
     * among them unless it missed more.
     */
    private static final int ENTRIES_READ_AHEAD = 4;

    private static final Duration DRAINERS_LEAVE_WITHIN = Duration.ofMillis(200);
    private static final int MAX_IDS = 1000;
    private static final int MAX_COMMANDS = 20_000;
    private static final int DRAINERS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(LiveSessions.class);

    private final ConcurrentMap<SessionId, LiveSession> sessions = new ConcurrentHashMap<>();
    private final Set<Creation> creations = ConcurrentHashMap.newKeySet();
    private final Ledger ledger = new Ledger(MAX_COMMANDS);
    private final Node node;
    private final Duration commandTimeout;
    private final Predicate<AgentId> isOnline;
    private final CommitQueue queue;
    private final EntryTails tails;

    private final LiveRevisions revisions = new LiveRevisions();
    private final Revalidation revalidation;

    /**
     * Begins without sessions, and starts the drainers of the commit queue.
     *
     * @param isOnline whether an agent is present; must not block
     */
    public LiveSessions(Node node, Duration commandTimeout, Predicate<AgentId> isOnline) {
        this.node = node;
        this.commandTimeout = commandTimeout;
        this.isOnline = isOnline;
        this.queue = new CommitQueue(
                node.store(),
                node.metrics(),
                node.scheduler(),
                node.cluster(),
                node.announcer().durableListeners(),
                DRAINERS);
        this.tails = new EntryTails(node.store());
        this.revalidation = new Revalidation(node.store(), this::lookAgain);
        queue.start();
    }

    /** The newest entries of all sessions. */
    public EntryTails tails() {
        return tails;
    }

    /**
     * Returns the session, from memory or from the store, and counts it as used. A session that no client followed lately is read
     * again, since another engine may have changed it.
     */
    public Optional<LiveSession> find(SessionId id) {
        LiveSession live = sessions.get(id);
        return live == null ? stored(id) : current(live);
    }

    private Optional<LiveSession> stored(SessionId id) {
        return stored(id, anyone -> true);
    }

    private Optional<LiveSession> stored(SessionId id, Predicate<Session> visible) {
        return node.store()
                .findTail(id, ENTRIES_READ_AHEAD)
                .filter(tail -> visible.test(tail.session()))
                .map(this::remember);
    }

    private LiveSession remember(SessionTail tail) {
        tails.append(tail.session().id(), tail.newest());
        return remember(tail.session());
    }

    /** Returns a session in memory as {@link #find(SessionId)} does. */
    private Optional<LiveSession> current(LiveSession live) {
        if (live.isGone()) {
            return stored(live.id());
        }
        if (!live.used()) {
            lookAgain(live);
            live.tellActivity();
        }
        return live.isGone() ? Optional.empty() : Optional.of(live);
    }

    /**
     * As {@link #find(SessionId)}, for a caller who may see only some sessions. If there is none that the caller may see,
     * the store is read once, nothing is remembered and no session counts as used: the call costs and changes the same whether the
     * session exists or not. {@code visible} may only look at parts of a session that never change.
     */
    public Optional<LiveSession> find(SessionId id, Predicate<Session> visible) {
        LiveSession live = sessions.get(id);
        if (live != null && visible.test(live.head().session())) {
            return current(live);
        }
        return stored(id, visible);
    }

    /** Returns the session if it is in memory; the call does not count as use. */
    public @Nullable LiveSession known(SessionId id) {
        return sessions.get(id);
    }

    /** Takes a session into memory that was just read from the store. */
    public LiveSession remember(Session stored) {
        LiveSession live = sessions.compute(
                stored.id(), (id, known) -> known == null || known.isGone() ? newSession(stored) : known);
        live.refresh(stored);
        return live;
    }

    private LiveSession newSession(Session stored) {
        return new LiveSession(stored, node, queue, tails, revisions, isOnline);
    }

    /** Reads the session again and takes over what is stored; lets the session go if it is no longer stored. */
    public void lookAgain(LiveSession live) {
        if (!live.lookAgain()) {
            sessions.remove(live.id(), live);
        }
    }

    /** The session was erased from the store: forgets it, and wakes those who follow it. */
    public void erased(SessionId id) {
        LiveSession live = sessions.get(id);
        if (live != null) {
            lookAgain(live);
        }
        tails.forget(id);
    }

    /** The live revisions of this engine's heads. */
    public LiveRevisions revisions() {
        return revisions;
    }

    /** Submits a command. Its result is there once its change is stored. */
    public <T> CompletableFuture<T> submit(LiveSession live, SessionCommand<T> command) {
        return underWay(command, () -> attempt(live, command, deadline()));
    }

    /** The deadline of a command that begins now. */
    public Deadline deadline() {
        return Deadline.in(commandTimeout, node.scheduler());
    }

    /** Returns a future that is done after the wait, when a command that lost a race may be tried again. */
    public CompletableFuture<Void> pause(Duration wait) {
        if (wait.isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> pause = new CompletableFuture<>();
        node.scheduler().schedule(wait, () -> pause.complete(null));
        // A scheduler that was closed meanwhile runs no tasks.
        return pause.completeOnTimeout(null, 1, TimeUnit.SECONDS);
    }

    /** Counts and measures several attempts as one command; closing waits for all of them. */
    public <T> CompletableFuture<T> underWay(SessionCommand<T> command, Supplier<CompletableFuture<T>> attempts) {
        long start = node.scheduler().nanoTime();
        MeasuredCommand measured = node.metrics().commandStarted(command.name());
        ledger.enter();
        CompletableFuture<T> answer;
        try {
            answer = attempts.get();
        } catch (Throwable e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.whenComplete((value, failure) -> {
            ledger.leave(failure);
            measure(command.name(), start, failure);
            measured.ended(failure == null ? null : Futures.unwrapped(failure));
        });
    }

    /** Makes one attempt of a command that is {@link #underWay}; fails with {@link SlotNeeded} if it needs another slot. */
    public <T> CompletableFuture<T> attempt(LiveSession live, SessionCommand<T> command, Deadline deadline) {
        Pending<T> pending = new Pending<>(command, deadline);
        LiveSession target = live;
        while (!target.offer(pending)) {
            sessions.remove(target.id(), target);
            target = remember(target.head().session());
        }
        return pending.answer();
    }

    /** Measures a blocking call as a command of this name. */
    public <T> T measured(String name, Supplier<T> call) {
        long start = node.scheduler().nanoTime();
        MeasuredCommand measured = node.metrics().commandStarted(name);
        try {
            T answer = call.get();
            measure(name, start, null);
            measured.ended(null);
            return answer;
        } catch (Throwable e) {
            measure(name, start, e);
            measured.ended(Futures.unwrapped(e));
            throw e;
        }
    }

    private void measure(String name, long start, @Nullable Throwable failure) {
        if (failure == null) {
            node.metrics()
                    .commandAnswered(name, Duration.ofNanos(node.scheduler().nanoTime() - start));
        } else if (Futures.unwrapped(failure) instanceof ChatException refusal) {
            node.metrics().commandRefused(name, refusal.code());
        }
    }

    /** Stores a new session, and takes it into memory once it is stored. */
    public CompletableFuture<CommitResult> create(SessionCommit commit, Deadline deadline) {
        Creation creation = new Creation(node, queue, commit, deadline);
        ledger.enter();
        creations.add(creation);
        return creation.submit().whenComplete((result, failure) -> {
            creations.remove(creation);
            ledger.leave(failure);
            if (result instanceof CommitResult.Committed) {
                // Announced before it is in memory, where other callers may find it, and change it.
                node.announcer().committed(commit);
                tails.append(commit.next().id(), commit.entries());
                // A new session has no readers yet, so the store need not be asked about them.
                remember(commit.next()).readers().merge(List.of());
            }
        });
    }

    /** Watches a session for a new head; see {@link LiveSession#watch}. Returns the session that is watched. */
    public LiveSession watch(LiveSession live, Head seen, ParticipantType side, Runnable watcher) {
        LiveSession target = live;
        while (!target.watch(seen, side, watcher)) {
            sessions.remove(target.id(), target);
            target = remember(target.head().session());
        }
        return target;
    }

    // --- housekeeping --------------------------------------------------------------------------------

    /** Looks for changes that other engines made to the sessions that clients follow, and for sessions that the store lost. */
    public void revalidate() {
        revalidation.run(followed());
    }

    /** Tells the waiting sessions in memory their places in the queue. */
    public void place(Function<SessionId, Optional<Integer>> placeOf) {
        for (LiveSession live : sessions.values()) {
            if (live.head().session().state() == SessionState.WAITING) {
                placeOf.apply(live.id()).ifPresent(live::place);
            }
        }
    }

    /**
     * Tells those who follow a session how far its readers are, and who is present. Asks the store about readers that this node did not
     * ask about lately, of a thousand sessions at most.
     */
    public void tellActivity() {
        List<LiveSession> followed = followed();
        try {
            loadReaders(followed.stream()
                    .filter(live -> !live.readers().isLoaded())
                    .limit(MAX_IDS)
                    .toList());
        } finally {
            followed.forEach(LiveSession::tellActivity);
        }
    }

    private List<LiveSession> followed() {
        return sessions.values().stream().filter(LiveSession::isFollowed).toList();
    }

    /** This node and the others may have missed what they told each other. */
    void tellActivityAnew() {
        followed().forEach(LiveSession::tellActivityAnew);
    }

    private void loadReaders(List<LiveSession> unknown) {
        if (unknown.isEmpty()) {
            return;
        }
        Map<SessionId, List<ReaderCursor>> stored =
                node.store().cursorsOfAll(unknown.stream().map(LiveSession::id).toList()).stream()
                        .collect(Collectors.groupingBy(ReaderCursor::session));
        unknown.forEach(live -> live.readers().merge(stored.getOrDefault(live.id(), List.of())));
    }

    /** Whether any session in memory waits for an agent. */
    public boolean anyWaiting() {
        return sessions.values().stream().anyMatch(live -> live.head().session().state() == SessionState.WAITING);
    }

    /** Writes how far each reader has read, and when each was last seen. */
    public void writeCursors() {
        List<SessionReaders> from = new ArrayList<>();
        List<ReaderCursor> unwritten = new ArrayList<>();
        for (LiveSession live : sessions.values()) {
            live.readers().unwritten().forEach(cursor -> {
                from.add(live.readers());
                unwritten.add(cursor);
            });
        }
        for (int start = 0; start < unwritten.size(); start += MAX_IDS) {
            int end = Math.min(start + MAX_IDS, unwritten.size());
            node.store().mergeCursors(unwritten.subList(start, end));
            for (int i = start; i < end; i++) {
                from.get(i).written(unwritten.get(i));
            }
        }
    }

    /** Removes sessions that were not used for a while, with their entries: another node may have erased them. */
    public void retireUnused() {
        for (LiveSession live : sessions.values()) {
            if (!live.usedWithin(KEPT_UNUSED) && live.retire()) {
                sessions.remove(live.id(), live);
                tails.forget(live.id());
            }
        }
    }

    /** How many sessions are in memory. */
    public int size() {
        return sessions.size();
    }

    // --- the end --------------------------------------------------------------------------------------------------

    /** How many commands are under way. */
    public int commandsUnderWay() {
        return ledger.open();
    }

    /** How many sessions have a commit that no thread carries yet. */
    public int waitingCommits() {
        return queue.waiting();
    }

    /** Whether commands are rejected since the engine is closing. */
    public boolean isClosing() {
        return ledger.isClosing();
    }

    /** Rejects further commands, and wakes all watchers. */
    public void startClosing() {
        ledger.startClosing();
        sessions.values().forEach(LiveSession::wakeAll);
    }

    /**
     * Waits up to {@code timeout} for the commands under way, gives up the rest, and stops the drainers. Returns soon after {@code
     * timeout} even if the store hangs: the threads that it holds are daemons.
     */
    public Ledger.Tally close(Duration timeout) {
        Deadline deadline = Deadline.in(timeout, node.scheduler());
        boolean finished = ledger.awaitEmpty(timeout);
        if (!finished) {
            LOG.error("{} commands were not finished within {}; they are given up", ledger.open(), timeout);
            sessions.values().forEach(LiveSession::abandon);
            creations.forEach(Creation::abandon);
        }
        queue.close();
        if (!finished || !writeCursorsWithin(deadline.left())) {
            LOG.warn("how far customers have read could not be stored; they may get a message again");
        }
        if (!queue.awaitClosed(DRAINERS_LEAVE_WITHIN)) {
            LOG.warn("a drainer still waits for the store");
        }
        return ledger.tally();
    }

    /** Uses a thread of its own, since the store may hold it for longer than closing may take. */
    private boolean writeCursorsWithin(Duration left) {
        CompletableFuture<Void> written =
                CompletableFuture.runAsync(this::writeCursors, task -> EngineThreads.start("helpline-closing", task));
        try {
            written.get(Math.max(left.toMillis(), 1), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("how far customers have read was not stored", e);
            return false;
        }
    }
}
