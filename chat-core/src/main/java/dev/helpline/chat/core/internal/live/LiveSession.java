package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.cluster.ClusterNotice.ActivityTold;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One session in this node's memory: its head, its readers, and the commands that wait for it. Thread-safe.
 *
 * <p>{@link StoredHead} keeps the head in line with the store, {@link CommandRounds} carries the commands there, and this class
 * knows whether the session is still in use.
 */
public final class LiveSession {
    /** A client that asked within this time is likely to ask again: clients poll every few seconds. */
    private static final Duration FOLLOWED = Duration.ofSeconds(10);

    private final Node node;
    private final StoredHead head;
    private final CommandRounds rounds;
    private volatile long usedAtNanos;
    private volatile @Nullable StandingAnswer customersAnswer;
    private volatile @Nullable StandingAnswer agentsAnswer;

    LiveSession(
            Session stored,
            Node node,
            CommitQueue queue,
            EntryTails tails,
            LiveRevisions revisions,
            Predicate<AgentId> isOnline) {
        this.node = node;
        this.head = new StoredHead(stored, node, tails, revisions, isOnline);
        this.rounds = new CommandRounds(node, queue, tails, head);
        this.usedAtNanos = node.scheduler().nanoTime();
    }

    /** The session's id. */
    public SessionId id() {
        return head.id();
    }

    /** The session as this node knows it. */
    public Head head() {
        return head.watched().get();
    }

    /** How far each reader has read, and when each was last seen. */
    public SessionReaders readers() {
        return head.readers();
    }

    /** Whether the store turned out to have lost the session. */
    public boolean isGone() {
        return head.isGone();
    }

    /** Takes a command; false if the session has left memory, and must be looked up again. */
    boolean offer(Pending<?> command) {
        used();
        return rounds.offer(command);
    }

    // --- the head -----------------------------------------------------------------------------------------------

    /** Takes over what the store returned some time ago, if it is newer than what this node knows. */
    void refresh(Session stored) {
        head.refresh(stored);
    }

    /** Reads the session again, and takes over what is stored; false if it is no longer stored. */
    boolean lookAgain() {
        return head.lookAgain();
    }

    /** The session's place in the queue is now known to be this. */
    public void place(@Nullable Integer position) {
        head.watched().place(position);
    }

    /**
     * Runs {@code watcher} once, on any thread, as soon as the side sees another head than {@code seen}; at once if it already
     * does. The watcher must not block, nor throw. False if the session has left memory, and must be looked up again.
     */
    public boolean watch(Head seen, ParticipantType side, Runnable watcher) {
        used();
        return head.watched().watch(seen, side, watcher);
    }

    /** Forgets a watcher that has not run. */
    public void unwatch(Runnable watcher) {
        head.watched().unwatch(watcher);
    }

    /** Runs all watchers, whether there is something new or not. */
    void wakeAll() {
        head.watched().wakeAll();
    }

    // --- answers that were made from the head -------------------------------------------------------------------

    /** Keeps an answer for the next poll of the side. */
    public void keep(StandingAnswer answer, ParticipantType side) {
        if (side == ParticipantType.AGENT) {
            agentsAnswer = answer;
        } else {
            customersAnswer = answer;
        }
    }

    /** The answer to a client of the side that has everything and names {@code cursor}; null if none was kept for the head as it is. */
    @SuppressWarnings("ReferenceEquality") // a head that differs in anything is another object
    public @Nullable StandingAnswer standingAnswer(ParticipantType side, @Nullable String cursor) {
        StandingAnswer kept = side == ParticipantType.AGENT ? agentsAnswer : customersAnswer;
        return kept != null && kept.head() == head() && kept.answer().cursor().equals(cursor) ? kept : null;
    }

    /** How many messages the side has not read, as of this head of the session. May read the store. */
    public long unreadCount(ParticipantType side, Head asOf) {
        return head.unread(side).of(asOf);
    }

    /** Up to where the side has read, as far as this node knows: of agents the one who has the session; any of them while it waits. */
    public long readSeq(ParticipantType side) {
        return head.unread(side).readSeq(head());
    }

    /**
     * How many messages the side has not read, if that is known without the store for this or a newer version of the session; null
     * otherwise.
     */
    public @Nullable Long rememberedUnreadCount(ParticipantType side, long version) {
        Head now = head();
        boolean isKnown = readers().isLoaded() && now.session().version() >= version;
        return isKnown ? head.unread(side).remembered(now) : null;
    }

    // --- what goes on beside the log ----------------------------------------------------------------------------

    /** The author is typing, or has stopped. */
    public void typing(Author author, boolean typing) {
        head.typing(author, typing);
    }

    /** Tells the watchers how far the readers are, and who is present. */
    public void tellActivity() {
        head.tellActivity();
    }

    /** Another node told what goes on there. */
    void activityElsewhere(String from, ActivityTold told) {
        head.activityElsewhere(from, told);
    }

    /** Another node told how far an agent has read. */
    void readElsewhere(AgentId agent, long seq) {
        head.readElsewhere(agent, seq);
    }

    /** Another node asks what goes on here. */
    void activityAsked() {
        head.activityAsked();
    }

    /** The other nodes and this one may have missed what they told each other: the next {@link #tellActivity} tells all. */
    void tellActivityAnew() {
        head.tellActivityAnew();
    }

    /** Asks the store about the readers unless it was asked lately, and tells what it has. */
    public void loadReaders() {
        if (readers().loadIfUnknown()) {
            head.tellActivity();
        }
    }

    /** As {@link #tellActivity}, if it cannot wait until the next second. */
    public void tellUrgentActivity() {
        if (readers().isUrgent()) {
            head.tellActivity();
        }
    }

    // --- coming and going ---------------------------------------------------------------------------------------

    /** A caller asked for the session just now. Returns whether a client followed it until then: see {@link #isFollowed}. */
    boolean used() {
        long now = node.scheduler().nanoTime();
        boolean wasFollowed = isFollowedAt(now) || head.watched().isWatched();
        used(now);
        return wasFollowed;
    }

    /** A caller asked for the session at this time. */
    public void used(long nanos) {
        usedAtNanos = nanos;
    }

    /** Whether a client that asks at this time asked lately, too. */
    public boolean isFollowedAt(long nanos) {
        return nanos - usedAtNanos <= FOLLOWED.toNanos();
    }

    /** Whether a client waits for something new, or asked lately and so is likely to ask again. */
    boolean isFollowed() {
        return isFollowedAt(node.scheduler().nanoTime()) || head.watched().isWatched();
    }

    /** Whether the session was used within the last while. */
    boolean usedWithin(Duration last) {
        return node.scheduler().nanoTime() - usedAtNanos <= last.toNanos();
    }

    /** Lets the session leave memory if no command and no watcher needs it, and all about its readers is written. */
    boolean retire() {
        return rounds.closeIfIdle(
                () -> readers().unwritten().isEmpty() && head.watched().closeIfUnwatched());
    }

    /** Gives up all commands, and wakes all watchers. */
    void abandon() {
        rounds.abandon();
    }
}
