package dev.helpline.chat.client.service;

import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.session.EndCause;
import dev.helpline.chat.client.session.EndedBy;
import dev.helpline.chat.client.session.SessionHead;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of a session. Immutable. */
public final class SessionEnd {
    private final EndKind kind;
    private final @Nullable String reason;
    private final @Nullable Instant endedAt;

    private SessionEnd(EndKind kind, @Nullable String reason, @Nullable Instant endedAt) {
        this.kind = kind;
        this.reason = reason;
        this.endedAt = endedAt;
    }

    static SessionEnd of(PollAnswer answer) {
        Optional<SessionHead> head = answer.session();
        EndedBy by = head.flatMap(SessionHead::endedBy).orElseGet(() -> by(answer.sessionStatus()));
        return new SessionEnd(
                kind(by, head.flatMap(SessionHead::endCause).orElse(null)),
                answer.endReason().orElse(null),
                head.flatMap(SessionHead::endedAt).orElse(null));
    }

    private static EndedBy by(String status) {
        if (status.equals("ended_by_admin")) {
            return EndedBy.AGENT;
        }
        return status.equals("ended_by_user") ? EndedBy.CUSTOMER : EndedBy.SYSTEM;
    }

    /**
     * Maps who ended the session and why. If an older server gives no cause for an end by the system, the cause is
     * inactivity.
     */
    private static EndKind kind(EndedBy by, @Nullable EndCause cause) {
        if (by == EndedBy.AGENT) {
            return EndKind.BY_AGENT;
        }
        if (by == EndedBy.CUSTOMER) {
            return EndKind.BY_CUSTOMER;
        }
        return cause == null || cause == EndCause.INACTIVITY ? EndKind.BY_EXPIRY : EndKind.BY_SYSTEM;
    }

    /** How the session ended. */
    public EndKind kind() {
        return kind;
    }

    /** The reason that was given for the end. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** When it ended, by the server's clock; absent if the server does not say. */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    @Override
    public String toString() {
        return "SessionEnd{kind=" + kind + ", endedAt=" + endedAt + "}";
    }
}
