package dev.helpline.chat.core.internal.live;

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
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the commands of one session to the store, round by round, with never more than one commit under way.
 *
 * <p>When the session comes to its turn in the commit queue, the waiting commands are decided on its head ({@link #next}), and all
 * their changes go into one commit. Once the store has judged it ({@link #settled}), the callers get their results; if another
 * engine changed the session meanwhile, the commands are decided again on what is stored now. While it is not known whether the
 * commit was stored ({@link #unknown}), the identical commit goes again, until it is known or the callers' time is up.
 *
 * <p>Thread-safe. The fields of a round belong to the drainer that has the session; the commit queue hands them on.
 */
final class CommandRounds implements CommitQueue.Source {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRounds.class);

    private final SessionId id;
    private final Node node;
    private final CommitQueue queue;
    private final EntryTails tails;
    private final StoredHead head;
    private final CommandLine line = new CommandLine();
    private final Retry reads = Retry.ofStore();
    private final LostRaces races = new LostRaces();

    /** Whether the head must be read again before the next decision. */
    private volatile boolean stale;

    private @Nullable UnsettledCommit unsettled;
    private Duration pause = Duration.ZERO;

    CommandRounds(Node node, CommitQueue queue, EntryTails tails, StoredHead head) {
        this.id = head.id();
        this.node = node;
        this.queue = queue;
        this.tails = tails;
        this.head = head;
    }

    // --- the commands ---------------------------------------------------------------------------------------------

    /** Takes a command; false if the rounds were closed, and the session must be looked up again. */
    boolean offer(Pending<?> command) {
        CommandLine.Added added = line.add(command);
        if (added.wasUnwatched()) {
            watchDeadlines(command.deadline());
        }
        if (added.wasIdle()) {
            queue.submit(this);
        }
        return added.isTaken();
    }

    private void watchDeadlines(Deadline next) {
        node.scheduler().schedule(next.left(), this::answerLateCallers);
    }

    /**
     * Answers the callers whose time is up, also while a drainer waits for the store. A command that still waits is dropped; of
     * one that is under way, the outcome is not known.
     */
    private void answerLateCallers() {
        CommandLine.Late late = line.takeLate();
        late.dropped().forEach(this::timeOut);
        late.underWay()
                .forEach(command -> command.fail(
                        CommandFailures.unknown("the store did not answer " + described(command) + " in time", null)));
        late.next().ifPresent(this::watchDeadlines);
    }

    private void timeOut(Pending<?> command) {
        command.fail(CommandFailures.notStored(described(command) + " timed out", null));
    }

    private String described(Pending<?> command) {
        return command.command().name() + " on session " + id;
    }

    /** Takes no more commands, if none is there and the condition holds. Returns whether the rounds are closed. */
    boolean closeIfIdle(BooleanSupplier condition) {
        return line.closeIfIdle(condition);
    }

    @Override
    public void abandon() {
        CommandLine.Abandoned abandoned = line.abandon();
        abandoned.waited().fail(command -> CommandFailures.notStored("session " + id + " was given up", null));
        giveUp(abandoned.underWay(), null);
        head.watched().close();
    }

    // --- a round: before the commit -------------------------------------------------------------------------------

    @Override
    public @Nullable SessionCommit next() {
        UnsettledCommit again = unsettled;
        if (again != null) {
            return again.commit();
        }
        Round round = takeRound();
        try {
            if (stale && !round.isEmpty()) {
                reload(round);
            }
            SessionDraft draft = decide(round);
            if (!draft.isEmpty()) {
                unsettled = new UnsettledCommit(draft.toCommit());
                return unsettled.commit();
            }
            round.announce(head.session());
        } catch (StoreException e) {
            goAgainLater(round, e);
            return null;
        } catch (ChatException refusal) {
            round.fail(command -> refusal);
        } catch (Throwable e) {
            LOG.error("deciding {} commands on session {} failed", round.size(), id, e);
            round.fail(command -> e);
        }
        release();
        return null;
    }

    private Round takeRound() {
        Round taken = line.takeRound();
        taken.only(Pending::isLate).each(this::timeOut);
        Round inTime = taken.only(command -> !command.isLate());
        line.reduceRound(inTime);
        return inTime;
    }

    /** Decides the round, and once more on the session as stored if a decision may rest on an old one. */
    private SessionDraft decide(Round round) {
        SessionDraft draft = decideOnHead(round);
        if (round.isDoubtful()) {
            reload(round);
            draft = decideOnHead(round);
        }
        return draft;
    }

    private SessionDraft decideOnHead(Round round) {
        return round.decide(head.session(), node.clock().instant(), this::findEntry, node.followUp());
    }

    private Optional<Entry> findEntry(EntryId entry) {
        return tails.find(id, entry);
    }

    private void reload(Round round) {
        if (!head.lookAgain()) {
            throw Refusals.notFound(id);
        }
        stale = false;
        round.each(Pending::markFresh);
    }

    /** The store could not be read: the commands wait for a while, as long as their time lasts. */
    private void goAgainLater(Round round, StoreException cause) {
        LOG.warn("session {} could not be read; {} commands wait", id, round.size(), cause);
        stale = true;
        line.putRoundBack();
        node.scheduler().schedule(reads.next(), () -> queue.submit(this));
    }

    // --- a round: after the commit --------------------------------------------------------------------------------

    @Override
    public void settled(CommitResult result) {
        UnsettledCommit tried = Objects.requireNonNull(unsettled, "unsettled");
        Optional<StoreException> unknown = tried.whyUnknownAfter(result);
        if (unknown.isPresent()) {
            unknown(unknown.get());
            return;
        }
        unsettled = null;
        reads.reset();
        Round round = line.round();
        try {
            boolean wasStored = tried.mayHaveBeenStored(result) && isOurs(tried.commit());
            if (wasStored) {
                tried.tellStored(node.cluster());
            }
            judge(round, tried.commit(), wasStored ? CommitResult.COMMITTED : result);
        } catch (Throwable e) {
            LOG.error("session {} could not cope with {}", id, result, e);
            stale = true;
            round.fail(command -> e);
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
                    .filter(stored ->
                            stored.version() == commit.next().version() && StoredHead.continues(commit.next(), stored))
                    .isPresent();
        } catch (StoreException e) {
            LOG.debug("session {} could not be read; its commands are decided again", id, e);
            return false;
        }
    }

    private void judge(Round round, SessionCommit commit, CommitResult result) {
        if (result instanceof Committed) {
            committed(round, commit);
        } else if (result instanceof Conflict) {
            node.metrics().commitConflicted();
            goAgain(round, command -> {});
        } else if (result instanceof SlotTaken) {
            slotTaken(round);
        } else if (result instanceof DuplicateEntry duplicate) {
            goAgain(
                    round,
                    command -> command.command()
                            .repeatableAs()
                            .filter(duplicate.seqs()::containsKey)
                            .ifPresent(taken -> command.markRepeated()));
        } else if (result instanceof Rejected rejected) {
            rejected(round, rejected);
        } else if (result instanceof NotStored notStored) {
            notStored(round, notStored);
        }
    }

    private void committed(Round round, SessionCommit commit) {
        races.reset();
        head.committed(commit);
        node.announcer().committed(commit);
        round.announce(commit.next());
    }

    /** Commands that take a slot are told to take another one; the others of the round go again. */
    private void slotTaken(Round round) {
        node.metrics().commitConflicted();
        round.only(Pending::takesSlot).each(Pending::needSlot);
        Round others = round.only(command -> !command.takesSlot());
        line.reduceRound(others);
        goAgain(others, command -> {});
    }

    private void rejected(Round round, Rejected rejected) {
        if (round.size() > 1) {
            goEachAlone(round);
            return;
        }
        if (hasGoneBack()) {
            goAgain(round, command -> {});
            return;
        }
        LOG.warn("the store rejected a commit on session {}: {}", id, rejected.reason());
        round.fail(command -> CommandFailures.rejected(described(command), rejected.reason()));
        stale = true;
    }

    /** Whether the store turns out to be at an earlier state, which no commit decided on the head can follow. */
    private boolean hasGoneBack() {
        Session before = head.session();
        try {
            return head.lookAgain() && !StoredHead.continues(before, head.session());
        } catch (StoreException e) {
            LOG.debug("session {} could not be read", id, e);
            return false;
        }
    }

    private void notStored(Round round, NotStored refusal) {
        if (round.size() > 1) {
            goEachAlone(round);
            return;
        }
        LOG.warn("a commit on session {} was not stored", id, refusal.cause());
        round.fail(command -> CommandFailures.notStored(
                "the store did not take " + command.command().name(), refusal.cause()));
        stale = true;
    }

    private void goEachAlone(Round round) {
        LOG.warn("a commit of {} commands on session {} was not stored; each goes alone", round.size(), id);
        goAgain(round, Pending::markAlone);
    }

    private void goAgain(Round round, Consumer<Pending<?>> mark) {
        stale = true;
        pause = races.lost();
        round.each(Pending::goAgain);
        round.each(mark);
        line.putRoundBack();
    }

    @Override
    public void unknown(StoreException cause) {
        UnsettledCommit tried = Objects.requireNonNull(unsettled, "unsettled");
        Duration wait = tried.tryAgainAfter();
        Round round = line.round();
        Duration left = round.timeLeft();
        if (!left.isZero()) {
            // The last try is at the deadline, so that the session is free soon after its callers were answered.
            node.scheduler().schedule(wait.compareTo(left) < 0 ? wait : left, () -> queue.submit(this));
            return;
        }
        LOG.error("gave up on a commit of session {}; it is not known whether it was stored", id, cause);
        unsettled = null;
        giveUp(round, cause);
        release();
    }

    private void giveUp(Round round, @Nullable Throwable cause) {
        stale = true;
        round.fail(command -> CommandFailures.unknown("the store did not answer " + described(command), cause));
    }

    private void release() {
        if (!line.endRound()) {
            return;
        }
        Duration wait = pause;
        pause = Duration.ZERO;
        if (wait.isZero()) {
            queue.submit(this);
        } else {
            node.scheduler().schedule(wait, () -> queue.submit(this));
        }
    }
}
