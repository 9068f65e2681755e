package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.internal.change.SessionDraft;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.Committed;
import dev.helpline.chat.spi.store.CommitResult.Conflict;
import dev.helpline.chat.spi.store.CommitResult.DuplicateEntry;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.CommitResult.Rejected;
import dev.helpline.chat.spi.store.CommitResult.SlotTaken;
import dev.helpline.chat.spi.store.SessionCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session on this node: an actor over the store. Commands go one after the other, those that wait together fold
 * into one commit, and there is never more than one commit under way.
 *
 * <p>A round runs so: the session comes to its turn in the commit queue and decides the waiting commands on its head
 * ({@link #next}); the store judges the commit; then the answers are announced ({@link #settled}), or, if somebody else
 * changed the session meanwhile, the commands are decided again on what is stored now. If it is not known whether the
 * commit was stored ({@link #unknown}), the identical commit goes again until it is, or until the commands' time is up;
 * that such a try stored nothing says nothing about those before it.
 *
 * <p>This one class is the whole life of a command, which is why it is long. Thread-safe; the fields of a round belong
 * to whoever made the session busy.
 */
public final class LiveSession implements CommitQueue.Source {
    /** Whoever asked within this time is likely to ask again: clients poll every few seconds. */
    private static final Duration FOLLOWED = Duration.ofSeconds(10);

    /** More commands than this do not fold into one commit, so that a hot session does not starve the others. */
    private static final int MAX_ROUND = 64;

    private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

    private final Node node;
    private final CommitQueue queue;
    private final EntryTails tails;
    private final SessionId id;
    private final WatchedHead head;
    private final LiveRevisions revisions;
    private final CustomerTrace customer;
    private final Retry retry = Retry.ofStore();
    private final LostRaces races = new LostRaces();

    // Guarded by this.
    private final Deque<Pending<?>> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean retired;
    private boolean deadlinesWatched;

    private volatile long usedAtNanos;
    private volatile boolean stale;
    private volatile boolean gone;

    // Of the round under way. Commands move between the round and those waiting only under the lock, so that whoever
    // gives up the session finds each of them.
    private volatile List<Pending<?>> round = List.of();
    private @Nullable SessionCommit unsettled;
    private boolean doubtful;
    private Duration pause = Duration.ZERO;

    LiveSession(Node node, CommitQueue queue, EntryTails tails, WatchedHead head, LiveRevisions revisions) {
        this.node = node;
        this.queue = queue;
        this.tails = tails;
        this.id = head.get().session().id();
        this.customer = new CustomerTrace(id, node);
        this.usedAtNanos = node.scheduler().nanoTime();
        this.head = head;
        this.revisions = revisions;
    }

    /** Which session this is. */
    public SessionId id() {
        return id;
    }

    /** The session as this node knows it. */
    public Head head() {
        return head.get();
    }

    // --- commands -----------------------------------------------------------------------------------------------

    /** Takes a command; false if the session has been retired, and must be looked up again. */
    boolean offer(Pending<?> command) {
        boolean toBeWatched;
        boolean toBeQueued;
        synchronized (this) {
            if (retired) {
                return false;
            }
            used();
            waiting.addLast(command);
            toBeWatched = !deadlinesWatched;
            deadlinesWatched = true;
            toBeQueued = !busy;
            busy = true;
        }
        if (toBeWatched) {
            watchDeadlines(command.deadline());
        }
        if (toBeQueued) {
            queue.submit(this);
        }
        return true;
    }

    private void watchDeadlines(Deadline next) {
        node.scheduler().schedule(next.left(), this::answerLateCallers);
    }

    /**
     * Answers the callers whose time is up, also while a drainer waits for the store: a command that still waits is dropped,
     * of one that is under way the outcome is not known.
     */
    private void answerLateCallers() {
        List<Pending<?>> dropped;
        List<Pending<?>> underWay;
        Optional<Deadline> next;
        synchronized (this) {
            dropped = late(waiting);
            waiting.removeAll(dropped);
            underWay = late(round);
            next = Stream.concat(waiting.stream(), round.stream())
                    .filter(command -> !underWay.contains(command))
                    .map(Pending::deadline)
                    .min(Comparator.comparing(Deadline::left));
            deadlinesWatched = next.isPresent();
        }
        dropped.forEach(this::timeOut);
        underWay.forEach(command -> command.fail(CommandFailures.unknown(
                "the store did not answer " + command.command().name() + " on session " + id + " in time", null)));
        next.ifPresent(this::watchDeadlines);
    }

    private static List<Pending<?>> late(Collection<Pending<?>> commands) {
        return commands.stream().filter(command -> command.deadline().isOver()).collect(Collectors.toList());
    }

    private void timeOut(Pending<?> command) {
        command.fail(CommandFailures.notStored(command.command().name() + " on session " + id + " timed out", null));
    }

    private void release() {
        synchronized (this) {
            round = List.of();
            busy = !waiting.isEmpty();
            if (!busy) {
                return;
            }
        }
        Duration wait = pause;
        pause = Duration.ZERO;
        if (wait.isZero()) {
            queue.submit(this);
        } else {
            node.scheduler().schedule(wait, () -> queue.submit(this));
        }
    }

    private synchronized void takeRound() {
        List<Pending<?>> taken = new ArrayList<>();
        while (!waiting.isEmpty() && taken.size() < MAX_ROUND) {
            boolean mustGoAlone = waiting.getFirst().isAlone();
            if (mustGoAlone && !taken.isEmpty()) {
                break;
            }
            taken.add(waiting.removeFirst());
            if (mustGoAlone) {
                break;
            }
        }
        round = taken;
    }

    private synchronized void putBack(List<Pending<?>> commands) {
        for (int i = commands.size() - 1; i >= 0; i--) {
            waiting.addFirst(commands.get(i));
        }
        round = List.of();
    }

    // --- a round ------------------------------------------------------------------------------------------------

    @Override
    public @Nullable SessionCommit next() {
        if (unsettled != null) {
            return unsettled;
        }
        takeRound();
        round = withinTime(round);
        try {
            if (stale && !round.isEmpty()) {
                reload();
            }
            SessionDraft made = decideRound();
            if (!made.isEmpty()) {
                unsettled = made.toCommit();
                return unsettled;
            }
            announceRound(head().session());
        } catch (StoreException e) {
            goAgainLater(e);
            return null;
        } catch (ChatException refusal) {
            round.forEach(command -> command.fail(refusal));
        } catch (Throwable e) {
            LOG.error("deciding {} commands on session {} failed", round.size(), id, e);
            round.forEach(command -> command.fail(e));
        }
        release();
        return null;
    }

    private List<Pending<?>> withinTime(List<Pending<?>> commands) {
        List<Pending<?>> left = new ArrayList<>(commands.size());
        for (Pending<?> command : commands) {
            if (!command.deadline().isOver()) {
                left.add(command);
            } else {
                timeOut(command);
            }
        }
        return left;
    }

    private SessionDraft decideRound() {
        SessionDraft made = decideOn(head().session());
        if (round.stream().anyMatch(Pending::doubtful)) {
            reload();
            made = decideOn(head().session());
        }
        return made;
    }

    private SessionDraft decideOn(Session base) {
        Instant now = node.clock().instant();
        SessionDraft made = SessionDraft.following(base, now);
        for (Pending<?> command : round) {
            command.decide(made, now, this::findEntry);
        }
        return made;
    }

    private Optional<Entry> findEntry(EntryId entry) {
        return tails.find(id, entry);
    }

    private void reload() {
        if (!lookAgain()) {
            throw Refusals.notFound(id);
        }
        stale = false;
        round.forEach(Pending::markFresh);
    }

    @Override
    public void settled(CommitResult result) {
        if (doubtful && result instanceof NotStored notStored) {
            unknown(new StoreException("this try stored nothing, an earlier one may have", notStored.cause()));
            return;
        }
        SessionCommit commit = Objects.requireNonNull(unsettled, "unsettled");
        boolean wasTriedBefore = doubtful;
        forgetCommit();
        retry.reset();
        try {
            boolean isStored = result instanceof Committed
                    || (wasTriedBefore && Creation.isStored(commit, result) && isOurs(commit));
            judge(commit, isStored ? CommitResult.COMMITTED : result);
        } catch (Throwable e) {
            LOG.error("session {} could not cope with {}", id, result, e);
            stale = true;
            round.forEach(command -> command.fail(e));
        }
        release();
    }

    /**
     * Whether the commit whose entries are stored is this one. Another engine may have stored the same message, which a client
     * sent to both, at the same seq, and at another time or with another audit record.
     */
    private boolean isOurs(SessionCommit commit) {
        try {
            return node.store()
                    .findSession(id)
                    .filter(stored -> stored.version() == commit.next().version() && continues(commit.next(), stored))
                    .isPresent();
        } catch (StoreException e) {
            LOG.debug("session {} could not be read; its commands are decided again", id, e);
            return false;
        }
    }

    private void judge(SessionCommit commit, CommitResult result) {
        if (result instanceof Committed) {
            committed(commit);
        } else if (result instanceof Conflict) {
            conflicted();
        } else if (result instanceof SlotTaken) {
            slotTaken();
        } else if (result instanceof DuplicateEntry duplicate) {
            goAgain(command -> command.command()
                    .repeatableAs()
                    .filter(duplicate.seqs()::containsKey)
                    .ifPresent(taken -> command.markRepeated()));
        } else if (result instanceof Rejected rejected) {
            rejected(rejected);
        } else if (result instanceof NotStored notStored) {
            notStored(notStored);
        }
    }

    private void committed(SessionCommit commit) {
        races.reset();
        tails.append(id, commit.entries());
        head.publish(commit.next());
        announceRound(commit.next());
        node.announcer().committed(commit.next(), commit.entries());
    }

    private void conflicted() {
        node.metrics().commitConflicted();
        goAgain(command -> {});
    }

    /** The commands that take a slot are told to take another; the others of the round go again. */
    private void slotTaken() {
        node.metrics().commitConflicted();
        List<Pending<?>> others = new ArrayList<>(round);
        others.removeIf(Pending::takesSlot);
        round.stream().filter(Pending::takesSlot).forEach(Pending::needSlot);
        round = others;
        goAgain(command -> {});
    }

    private void rejected(Rejected rejected) {
        if (round.size() > 1) {
            goEachAlone();
            return;
        }
        if (hasGoneBack()) {
            goAgain(command -> {});
            return;
        }
        LOG.warn("the store rejected a commit on session {}: {}", id, rejected.reason());
        round.forEach(command -> command.fail(
                CommandFailures.rejected(command.command().name() + " on session " + id, rejected.reason())));
        stale = true;
    }

    /** Whether the store turns out to be at an earlier state, which no commit decided on the head can follow. */
    private boolean hasGoneBack() {
        Session before = head().session();
        try {
            return lookAgain() && !continues(before, head().session());
        } catch (StoreException e) {
            LOG.debug("session {} could not be read", id, e);
            return false;
        }
    }

    private void goEachAlone() {
        LOG.warn("a commit of {} commands on session {} was not stored; each goes alone", round.size(), id);
        goAgain(Pending::markAlone);
    }

    private void notStored(NotStored refusal) {
        if (round.size() > 1) {
            goEachAlone();
            return;
        }
        LOG.warn("a commit on session {} was not stored", id, refusal.cause());
        round.forEach(command -> command.fail(CommandFailures.notStored(
                "the store did not take " + command.command().name(), refusal.cause())));
        stale = true;
    }

    private void goAgain(Consumer<Pending<?>> mark) {
        stale = true;
        pause = races.lost();
        round.forEach(Pending::goAgain);
        round.forEach(mark);
        putBack(round);
    }

    private void forgetCommit() {
        unsettled = null;
        doubtful = false;
    }

    @Override
    public void unknown(StoreException cause) {
        doubtful = true;
        Duration left = round.stream()
                .map(command -> command.deadline().left())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        if (!left.isZero()) {
            // The last try is at the deadline, so that the session is free soon after its callers were answered.
            Duration wait = retry.next();
            node.scheduler().schedule(wait.compareTo(left) < 0 ? wait : left, () -> queue.submit(this));
            return;
        }
        LOG.error("gave up on a commit of session {}; it is not known whether it was stored", id, cause);
        forgetCommit();
        giveUp(round, cause);
        release();
    }

    private void giveUp(List<Pending<?>> commands, @Nullable Throwable cause) {
        stale = true;
        commands.forEach(command -> command.fail(CommandFailures.unknown(
                "the store did not answer " + command.command().name() + " on session " + id, cause)));
    }

    /** The store could not be read: the commands wait for a while, as long as their time lasts. */
    private void goAgainLater(StoreException cause) {
        LOG.warn("session {} could not be read; {} commands wait", id, round.size(), cause);
        stale = true;
        putBack(round);
        node.scheduler().schedule(retry.next(), () -> queue.submit(this));
    }

    private void announceRound(Session stored) {
        round.forEach(command -> command.announce(stored));
    }

    // --- the head -----------------------------------------------------------------------------------------------

    /** Takes over what a store answered some time ago, if it is newer than what this node knows. */
    void refresh(Session stored) {
        Session known = head().session();
        if (stored.version() > known.version()) {
            takeOver(known, stored);
        }
    }

    /**
     * Reads the session and takes over what is stored, which may be newer than what this node knows. It may also be older, or
     * another: then the store went back to an earlier state – a lagging replica was promoted, or a backup restored –
     * and what this node remembers is lost. Returns false if the session is no longer stored at all.
     */
    boolean lookAgain() {
        // A read sees all that was committed before it began, and the head was: hence first the head.
        Session known = head().session();
        Optional<Session> stored = node.store().findSession(id);
        if (stored.isEmpty()) {
            LOG.error("the store lost session {}, which was at version {}", id, known.version());
            gone = true;
            revisions.distrust();
            tails.forget(id);
            head.wakeAll();
            return false;
        }
        takeOver(known, stored.get());
        return true;
    }

    private void takeOver(Session known, Session stored) {
        if (continues(known, stored) && (stored.version() == known.version() || tails.areStored(id))) {
            head.publish(stored);
            return;
        }
        revisions.distrust();
        tails.forget(id);
        customer.forgetDelivered();
        if (head.takeBack(known, stored)) {
            LOG.error(
                    "the store lost changes of session {}: it was at version {} and is at {}",
                    id,
                    known.version(),
                    stored.version());
        }
    }

    /** Whether a session may have become another one by commits, each of which adds a version and at least one entry. */
    private static boolean continues(Session earlier, Session later) {
        long commits = later.version() - earlier.version();
        if (commits == 0) {
            return later.log().equals(earlier.log())
                    && later.timeline().lastEntryAt().equals(earlier.timeline().lastEntryAt())
                    && later.auditHash().equals(earlier.auditHash());
        }
        return commits > 0
                && later.log().lastSeq() - earlier.log().lastSeq() >= commits
                && later.auditCount() >= earlier.auditCount();
    }

    /** Whether the store turned out to have lost the session. */
    public boolean isGone() {
        return gone;
    }

    /** The session's place in the queue is now known to be this. */
    void place(@Nullable Integer position) {
        head.place(position);
    }

    /**
     * Runs {@code watcher} once, on whatever thread that happens, as soon as the head is another than {@code seen}; at
     * once if it already is. It must not block, nor throw. False if the session has been retired, and must be looked up
     * again.
     */
    public boolean watch(Head seen, Runnable watcher) {
        used();
        return head.watch(seen, watcher);
    }

    /** Forgets a watcher that has not run. */
    public void unwatch(Runnable watcher) {
        head.unwatch(watcher);
    }

    /** Wakes everybody who watches, whether there is something new or not. */
    void wakeAll() {
        head.wakeAll();
    }

    // --- the customer's reading -----------------------------------------------------------------------------------

    /** The customer was here just now. */
    public void customerSeen() {
        customer.seen(node.clock().instant());
    }

    /** The customer has everything up to this seq. */
    public void customerHas(long seq) {
        customer.delivered(Math.min(seq, head().session().log().lastSeq()));
    }

    /** The highest seq the customer is known to have; may read the store. */
    public long customerDeliveredSeq() {
        customer.load();
        return customer.deliveredSeq();
    }

    /** When the customer was last seen, on whatever node; may read the store. */
    public Instant customerSeenAt() {
        customer.load();
        return customer.seenAt();
    }

    /** What is written behind. */
    CustomerTrace customer() {
        return customer;
    }

    // --- coming and going ---------------------------------------------------------------------------------------

    /** Somebody asked for the session just now. */
    void used() {
        usedAtNanos = node.scheduler().nanoTime();
    }

    /** Whether somebody waits for something new, or asked lately and so is likely to ask again. */
    boolean isFollowed() {
        return usedWithin(FOLLOWED) || head.isWatched();
    }

    /** Whether it was used within the last while. */
    boolean usedWithin(Duration last) {
        return node.scheduler().nanoTime() - usedAtNanos <= last.toNanos();
    }

    /** Lets the session go if nobody needs it and nothing of it is unwritten. */
    synchronized boolean retire() {
        boolean unneeded = !busy && waiting.isEmpty() && customer.unwritten().isEmpty() && head.closeIfUnwatched();
        retired |= unneeded;
        return unneeded;
    }

    @Override
    public void abandon() {
        List<Pending<?>> left;
        List<Pending<?>> underWay;
        synchronized (this) {
            retired = true;
            left = List.copyOf(waiting);
            waiting.clear();
            underWay = round;
        }
        left.forEach(command -> command.fail(CommandFailures.notStored("session " + id + " was given up", null)));
        giveUp(underWay, null);
        head.close();
    }

    /** Makes a command of this session's that is to be answered by {@code deadline}. */
    static <T> Pending<T> pending(SessionCommand<T> command, Deadline deadline) {
        return new Pending<>(command, deadline);
    }
}
