package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.cluster.ClusterNotice.ActivityTold;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the head of a session in line with the store, which other engines write too, and which may go back to an earlier state: a
 * lagging replica is promoted, or a backup is restored. Thread-safe.
 */
final class StoredHead {
    private static final Logger LOG = LoggerFactory.getLogger(StoredHead.class);

    private final SessionId id;
    private final Node node;
    private final EntryTails tails;
    private final LiveRevisions revisions;
    private final WatchedHead watched;
    private final SessionReaders readers;
    private final UnreadCount customersUnread;
    private final UnreadCount agentsUnread;
    private final Typists typists;
    private final Predicate<AgentId> isOnline;

    /** Null if there are no other nodes to be told. */
    private final @Nullable ActivityTeller teller;

    private volatile boolean gone;

    StoredHead(Session stored, Node node, EntryTails tails, LiveRevisions revisions, Predicate<AgentId> isOnline) {
        this.id = stored.id();
        this.node = node;
        this.tails = tails;
        this.revisions = revisions;
        this.isOnline = isOnline;
        this.watched = new WatchedHead(stored, revisions);
        this.readers = new SessionReaders(id, node, watched);
        this.customersUnread = new UnreadCount(ParticipantType.CUSTOMER, readers, tails, node.store());
        this.agentsUnread = new UnreadCount(ParticipantType.AGENT, readers, tails, node.store());
        this.typists = new Typists(node.scheduler());
        this.teller = node.cluster().isConnected() ? new ActivityTeller(id, node, readers, typists) : null;
    }

    SessionId id() {
        return id;
    }

    /** The session as this node knows it. */
    Session session() {
        return watched.get().session();
    }

    /** The head, for those who wait for another one. */
    WatchedHead watched() {
        return watched;
    }

    SessionReaders readers() {
        return readers;
    }

    /** How much the side has not read. */
    UnreadCount unread(ParticipantType side) {
        return side == ParticipantType.AGENT ? agentsUnread : customersUnread;
    }

    /** Whether the store turned out to have lost the session. */
    boolean isGone() {
        return gone;
    }

    /** A commit of this engine's was stored. */
    void committed(SessionCommit commit) {
        tails.append(id, commit.entries());
        boolean stopped = stopTyping(commit.entries());
        boolean assigned = !Objects.equals(session().assignment(), commit.next().assignment());
        if (stopped || assigned) {
            boolean online = isOnline(commit.next());
            watched.publish(
                    commit.next(),
                    activity -> withTypists(activity).toBuilder()
                            .agentOnline(online)
                            .build());
        } else {
            watched.publish(commit.next());
        }
        if (stopped && teller != null) {
            teller.typingChanged();
        }
    }

    private boolean isOnline(Session session) {
        Assignment assignment = session.assignment();
        return assignment != null && isOnline.test(assignment.agent());
    }

    /** A participant who has sent a message is not typing it any more. Returns whether any of them was. */
    private boolean stopTyping(List<Entry> entries) {
        boolean stopped = false;
        for (Entry entry : entries) {
            stopped |= entry.isMessage() && typists.stopped(entry.author());
        }
        return stopped;
    }

    // --- what goes on beside the log ------------------------------------------------------------------------------

    /** The author is typing, or has stopped. */
    void typing(Author author, boolean typing) {
        Typists.Timer timer = typing ? typists.typing(author) : null;
        if (typing || typists.stopped(author)) {
            watched.activity(this::withTypists);
            if (teller != null) {
                teller.typingChanged();
            }
        }
        set(timer);
    }

    private void letTypistsLeave(long dueNanos) {
        Typists.Timer next = typists.leave(dueNanos);
        watched.activity(this::withTypists);
        set(next);
    }

    private void set(Typists.@Nullable Timer timer) {
        if (timer != null) {
            node.scheduler().schedule(timer.delay(), () -> letTypistsLeave(timer.dueNanos()));
        }
    }

    private SessionActivity withTypists(SessionActivity activity) {
        return activity.toBuilder().typing(typists.all()).build();
    }

    /** Tells the watchers how far the readers are, and who is present. */
    void tellActivity() {
        boolean agentOnline = isOnline(session());
        watched.activity(activity -> readers.activityAfter(activity).toBuilder()
                .agentOnline(agentOnline)
                .build());
        readers.told();
        if (teller != null) {
            teller.tellIfDue();
        }
    }

    /** Another node told what goes on there. */
    void activityElsewhere(String from, ActivityTold told) {
        readers.toldElsewhere(told);
        Typists.Timer timer = typists.typingElsewhere(from, told.order(), told.typing());
        boolean agentOnline = isOnline(session());
        watched.activity(activity -> withTypists(readers.activityAfter(activity)).toBuilder()
                .agentOnline(agentOnline)
                .build());
        set(timer);
    }

    /** Another node told how far an agent has read. */
    void readElsewhere(AgentId agent, long seq) {
        readers.toldElsewhere(agent, seq);
        watched.activity(readers::activityAfter);
    }

    /** Another node asks what goes on here. */
    void activityAsked() {
        if (teller != null) {
            teller.asked();
        }
    }

    /** The other nodes and this one may have missed what they told each other. */
    void tellActivityAnew() {
        readers.mustReload();
        if (teller != null) {
            teller.tellAnew();
        }
    }

    // --- what the store has ---------------------------------------------------------------------------------------

    /** Takes over what the store returned some time ago, if it is newer than what this node knows. */
    void refresh(Session stored) {
        Session known = session();
        if (stored.version() > known.version()) {
            takeOver(known, stored);
        }
    }

    /**
     * Reads the session and takes over what is stored. If that is older than what this node knows, or another history, then the
     * store went back, and what this node knows beyond it is lost. Returns false if the session is no longer stored at all.
     */
    boolean lookAgain() {
        // A read sees all that was committed before it began, and the head was: hence the head comes first.
        Session known = session();
        Optional<Session> stored = node.store().findSession(id);
        if (stored.isEmpty()) {
            if (node.store().versions(Set.of(id)).isEmpty()) {
                LOG.error("the store lost session {}, which was at version {}", id, known.version());
                revisions.distrust();
            } else {
                LOG.debug("session {} was erased", id);
            }
            gone = true;
            tails.forget(id);
            watched.wakeAll();
            return false;
        }
        takeOver(known, stored.get());
        return true;
    }

    private void takeOver(Session known, Session stored) {
        if (continues(known, stored) && (stored.version() == known.version() || tails.areStored(id))) {
            watched.publish(stored);
            return;
        }
        revisions.distrust();
        tails.forget(id);
        readers.forgetMarks();
        customersUnread.forget();
        agentsUnread.forget();
        if (watched.takeBack(known, stored)) {
            LOG.error(
                    "the store lost changes of session {}: it was at version {} and is at {}",
                    id,
                    known.version(),
                    stored.version());
        }
    }

    /**
     * Whether commits may have made {@code later} out of {@code earlier}; each commit adds one to the version and at least one entry
     * to the log.
     */
    static boolean continues(Session earlier, Session later) {
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
}
