package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Instant;
import java.util.List;

/** Ends a session that shows no sign of life; leaves any other as it is. */
public final class ExpireCommand implements SessionCommand<Session> {
    private final Instant silentSince;
    private final Instant customerSeenAt;
    private final Ids ids;

    /**
     * A command that ends the session if it is due.
     *
     * @param silentSince a session without a sign of life since then is due
     * @param customerSeenAt when the customer was last seen to poll, or any earlier instant
     */
    public ExpireCommand(Instant silentSince, Instant customerSeenAt, IdGenerator generator) {
        this.silentSince = silentSince;
        this.customerSeenAt = customerSeenAt;
        this.ids = new Ids(generator);
    }

    /**
     * Whether a session is to end by itself. In a waiting session polling by the customer is a sign of life, so that a customer who
     * waits patiently is not sent away; in a session that an agent has, only an entry is.
     */
    public static boolean isDue(Session session, Instant customerSeenAt, Instant silentSince) {
        if (!SessionTransitions.allow(session.state(), SessionMove.EXPIRE)) {
            return false;
        }
        Instant lastSign = session.timeline().lastEntryAt();
        if (session.state() == SessionState.WAITING && customerSeenAt.isAfter(lastSign)) {
            lastSign = customerSeenAt;
        }
        return !lastSign.isAfter(silentSince);
    }

    /**
     * Whether a session that may end by itself has no entry after this time, in milliseconds since the epoch. Only then can it be due.
     */
    public static boolean isQuietSince(Session session, long millis) {
        return session.timeline().lastEntryAt().toEpochMilli() <= millis
                && SessionTransitions.allow(session.state(), SessionMove.EXPIRE);
    }

    @Override
    public String name() {
        return "expire";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        if (!isDue(session, customerSeenAt, silentSince)) {
            return new Decision.Answer<>(stored -> stored);
        }
        Ending ending = new Ending(EndedBy.SYSTEM, EndCause.INACTIVITY, null, null, now, null);
        return new Decision.Change<>(
                SessionChange.of(
                        Endings.ended(session, SessionMove.EXPIRE, ending),
                        List.of(Endings.event(session, ending, ids)),
                        List.of(NewAudit.bySystem("SESSION_EXPIRED", null, ids.moveSalt()))),
                (stored, appended) -> stored);
    }
}
