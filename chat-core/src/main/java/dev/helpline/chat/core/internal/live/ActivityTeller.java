package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.cluster.ClusterNotice.ActivityAsked;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.ActivityTold;
import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.SessionId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other nodes what goes on in one session at this node. What other nodes told is never told again, so nothing goes round in
 * circles.
 *
 * <p>A change is told once. That is not enough for presence, which ends by itself when its node dies, so it is told again and again; but
 * only while another node asks, which a node does whose clients follow the session without its customer. A session whose clients are
 * all at one node thus costs the bus nothing but its changes. Thread-safe.
 */
final class ActivityTeller {
    /** A third of what presence lasts: how often a node asks, and how long before its end presence is told again. */
    private static final Duration INTERVAL = SessionActivity.PRESENCE_LASTS.dividedBy(3);

    private static final Duration FOR_INTERVAL = SessionActivity.PRESENCE_LASTS.minus(INTERVAL);

    /** A node that asked this long ago asks no more: it missed two turns. */
    private static final Duration ASKING_LASTS = SessionActivity.PRESENCE_LASTS;

    /** Many nodes may ask at a time: an answer that would come sooner waits for the next turn. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private final SessionId session;
    private final Node node;
    private final SessionReaders readers;
    private final Typists typists;

    // --- guarded by this
    private ReadMark toldCustomer = ReadMark.NONE;
    private ReadMark toldAgents = ReadMark.NONE;
    private boolean toldOnline;
    private @Nullable Long toldSeenNanos;
    private @Nullable Long toldAtNanos;
    private @Nullable Long askedAtNanos;
    private @Nullable Long wasAskedAtNanos;
    private boolean owesAnswer;

    ActivityTeller(SessionId session, Node node, SessionReaders readers, Typists typists) {
        this.session = session;
        this.node = node;
        this.readers = readers;
        this.typists = typists;
    }

    /** A participant began or stopped typing at this node. */
    synchronized void typingChanged() {
        tell(readers.here());
    }

    /** Tells what has changed, and what must be told again; asks the others if the customer is not here. */
    synchronized void tellIfDue() {
        SessionReaders.Here here = readers.here();
        Long seen = here.customerSeenNanos();
        boolean isOnline = seen != null;
        boolean marksMoved =
                !here.customer().equals(toldCustomer) || !here.agents().equals(toldAgents);
        boolean isNews = (isOnline && !toldOnline) || (marksMoved && !readers.areToldElsewhere(here));
        boolean seemsToGo = seen != null && !seen.equals(toldSeenNanos) && !isWithin(FOR_INTERVAL, toldSeenNanos);
        if (isNews || owesAnswer || (seemsToGo && isWithin(ASKING_LASTS, wasAskedAtNanos))) {
            tell(here);
        }
        toldOnline &= isOnline;
        if (!isOnline && !isWithin(INTERVAL, askedAtNanos)) {
            askedAtNanos = node.scheduler().nanoTime();
            node.cluster().tell(List.of(new ActivityAsked(session)));
        }
    }

    /** Another node asks what goes on here. */
    synchronized void asked() {
        wasAskedAtNanos = node.scheduler().nanoTime();
        SessionReaders.Here here = readers.here();
        boolean isAnythingOn =
                here.customerSeenNanos() != null || !typists.here().isEmpty();
        owesAnswer = isAnythingOn;
        if (isAnythingOn && !isWithin(SHORTEST_PAUSE, toldAtNanos)) {
            tell(here);
        }
    }

    /** The other nodes may have missed what was told. */
    synchronized void tellAnew() {
        toldCustomer = ReadMark.NONE;
        toldAgents = ReadMark.NONE;
        toldOnline = false;
        askedAtNanos = null;
    }

    private void tell(SessionReaders.Here here) {
        toldCustomer = here.customer();
        toldAgents = here.agents();
        toldAtNanos = node.scheduler().nanoTime();
        toldSeenNanos = here.customerSeenNanos();
        toldOnline = toldSeenNanos != null;
        owesAnswer = false;
        node.cluster()
                .tell(List.of(new ActivityTold(
                        session,
                        node.cluster().nextOrder(),
                        age(toldSeenNanos),
                        here.customer(),
                        here.agents(),
                        typists.here())));
    }

    private @Nullable Duration age(@Nullable Long sinceNanos) {
        return sinceNanos == null ? null : Duration.ofNanos(node.scheduler().nanoTime() - sinceNanos);
    }

    private boolean isWithin(Duration last, @Nullable Long sinceNanos) {
        return sinceNanos != null && node.scheduler().nanoTime() - sinceNanos < last.toNanos();
    }
}
