package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a session that is never stored with it. What changes without a commit belongs here. Each side has a revision of its own,
 * which is another one whenever what this side sees has changed: a customer's poll does not end because that customer has read
 * something. No two live states of one run of the engine share a revision of a side that differs, not even if the session left
 * memory in between.
 *
 * @param customerRevision what the customer sees
 * @param agentRevision what agents see
 * @param queuePosition from 1; null unless the session waits and its place is known
 * @param activity the whole activity; {@link #activityFor} is what one side sees
 */
public record LiveState(
        long customerRevision, long agentRevision, @Nullable Integer queuePosition, SessionActivity activity) {
    /** The live state of a session of which nothing is known yet. */
    static LiveState unknown(LiveRevisions revisions) {
        return withoutPlace(SessionActivity.NONE, revisions);
    }

    /** A live state that differs from all before it. */
    static LiveState withoutPlace(SessionActivity activity, LiveRevisions revisions) {
        long revision = revisions.next();
        return new LiveState(revision, revision, null, activity);
    }

    LiveState withPlace(@Nullable Integer place, LiveRevisions revisions) {
        if (Objects.equals(place, queuePosition)) {
            return this;
        }
        long revision = revisions.next();
        return new LiveState(revision, revision, place, activity);
    }

    LiveState withActivity(SessionActivity next, LiveRevisions revisions) {
        if (next.equals(activity)) {
            return this;
        }
        boolean customerSees = !seenByCustomer(next).equals(seenByCustomer(activity));
        boolean agentsSee = !seenByAgents(next).equals(seenByAgents(activity));
        return new LiveState(
                customerSees ? revisions.next() : customerRevision,
                agentsSee ? revisions.next() : agentRevision,
                queuePosition,
                next);
    }

    /** The revision of what a side sees. */
    public long revisionFor(ParticipantType side) {
        return side == ParticipantType.AGENT ? agentRevision : customerRevision;
    }

    /** The activity as a side sees it. */
    public SessionActivity activityFor(ParticipantType side) {
        return side == ParticipantType.AGENT ? seenByAgents(activity) : seenByCustomer(activity);
    }

    /** A customer who looks is present, knows of the own typing, and has what was delivered. */
    private static SessionActivity seenByCustomer(SessionActivity all) {
        return all.toBuilder()
                .customerOnline(true)
                .typing(all.typing().stream()
                        .filter(author -> author.type() != ParticipantType.CUSTOMER)
                        .toList())
                .customer(onlyRead(all.customer()))
                .agentReadSeq(0)
                .build();
    }

    /** Agents see each other's typing, and have what was delivered. */
    private static SessionActivity seenByAgents(SessionActivity all) {
        return all.toBuilder().agents(onlyRead(all.agents())).build();
    }

    private static ReadMark onlyRead(ReadMark mark) {
        return new ReadMark(mark.read(), mark.read());
    }
}
