package dev.helpline.chat.client.session;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.participant.AgentInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A session without its messages. */
public final class SessionHead {
    private final JsonFields source;
    private final String sessionId;
    private final String status;
    private final SessionState state;
    private final Instant createdAt;
    private final @Nullable String externalRef;
    private final boolean offline;
    private final @Nullable Integer queuePosition;
    private final @Nullable Duration estimatedWaitTime;
    private final @Nullable Duration estimatedWaitTimeP90;
    private final @Nullable AgentInfo agent;
    private final @Nullable Long messageCount;
    private final @Nullable Long unreadCount;
    private final @Nullable Instant endsAt;
    private final @Nullable Instant endedAt;
    private final @Nullable EndedBy endedBy;
    private final @Nullable EndCause endCause;
    private final @Nullable String endReason;
    private final boolean resolved;
    private final @Nullable String continues;
    private final boolean ratingPrompt;
    private final @Nullable ReadMark customerMark;
    private final @Nullable ReadMark agentMark;

    /** For the SDK: reads it from a response. */
    public SessionHead(JsonFields json) {
        source = json;
        sessionId = json.text("sessionId");
        status = json.text("status");
        state = json.named("state", SessionState::of);
        createdAt = json.instant("createdAt");
        externalRef = json.textOrNull("externalRef");
        offline = json.flag("offline");
        queuePosition = json.integerOrNull("queuePosition");
        estimatedWaitTime = json.secondsOrNull("estimatedWaitTime");
        estimatedWaitTimeP90 = json.secondsOrNull("estimatedWaitTimeP90");
        agent = json.objectOrNull("agent", AgentInfo::new);
        messageCount = json.numberOrNull("messageCount");
        unreadCount = json.numberOrNull("unreadCount");
        endsAt = json.instantOrNull("endsAt");
        endedAt = json.instantOrNull("endedAt");
        endedBy = json.namedOrNull("endedBy", EndedBy::of);
        endCause = json.namedOrNull("endCause", EndCause::of);
        endReason = json.textOrNull("endReason");
        resolved = json.flag("resolved");
        continues = json.textOrNull("continues");
        ratingPrompt = json.flag("ratingPrompt");
        customerMark = json.objectOrNull("cursors", cursors -> cursors.objectOrNull("user", ReadMark::new));
        agentMark = json.objectOrNull("cursors", cursors -> cursors.objectOrNull("admin", ReadMark::new));
    }

    /** For the SDK: returns the JSON that it was read from. */
    public String toJson() {
        return source.ascii();
    }

    /** The id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /**
     * The session's status as the protocol spells it: {@code active} for every open session, and a status that names who
     * ended it afterwards, such as {@code ended_by_admin}. {@link #state()} distinguishes more states.
     */
    public String status() {
        return status;
    }

    /** The state of the session. */
    public SessionState state() {
        return state;
    }

    /** When the server opened the session. */
    public Instant createdAt() {
        return createdAt;
    }

    /** What the session is about in another system of the host's, such as an order or a ticket. */
    public Optional<String> externalRef() {
        return Optional.ofNullable(externalRef);
    }

    /** Whether the session is a message that the customer left while no agent could be expected. It has no place and no estimate. */
    public boolean offline() {
        return offline;
    }

    /** The place in the queue, 1 for the next customer to be served; present while the session waits. */
    public OptionalInt queuePosition() {
        return queuePosition == null ? OptionalInt.empty() : OptionalInt.of(queuePosition);
    }

    /** The time within which half of all customers at this place are served (P50), if the server knows. */
    public Optional<Duration> estimatedWaitTime() {
        return Optional.ofNullable(estimatedWaitTime);
    }

    /** The time within which nine of ten customers at this place are served (P90); known when {@link #estimatedWaitTime} is. */
    public Optional<Duration> estimatedWaitTimeP90() {
        return Optional.ofNullable(estimatedWaitTimeP90);
    }

    /** The agent of the session, once it has one. */
    public Optional<AgentInfo> agent() {
        return Optional.ofNullable(agent);
    }

    /** How many messages were written so far. */
    public OptionalLong messageCount() {
        return messageCount == null ? OptionalLong.empty() : OptionalLong.of(messageCount);
    }

    /**
     * How many messages the side of the caller has not read: for a customer those of agents and bots, for an agent those of the
     * customer that no agent has read. Absent from an older server.
     */
    public OptionalLong unreadCount() {
        return unreadCount == null ? OptionalLong.empty() : OptionalLong.of(unreadCount);
    }

    /**
     * When the session ends unless a message breaks the silence; present from the server's warning on. By the server's clock: to count
     * down, subtract the time at which the warning arrived.
     */
    public Optional<Instant> endsAt() {
        return Optional.ofNullable(endsAt);
    }

    /** When the session ended. */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /** Who ended the session. */
    public Optional<EndedBy> endedBy() {
        return Optional.ofNullable(endedBy);
    }

    /** Why the session ended. */
    public Optional<EndCause> endCause() {
        return Optional.ofNullable(endCause);
    }

    /** The reason that was given for the end. */
    public Optional<String> endReason() {
        return Optional.ofNullable(endReason);
    }

    /** Whether an agent said that the session was resolved when it ended. */
    public boolean resolved() {
        return resolved;
    }

    /** The id of the customer's earlier session that this one continues. */
    public Optional<String> continues() {
        return Optional.ofNullable(continues);
    }

    /**
     * Whether the session has ended without a rating, and no device has asked the customer for one yet. Before a device asks, {@link
     * dev.helpline.chat.client.ChatApi#askForRating} decides which one does.
     */
    public boolean ratingPrompt() {
        return ratingPrompt;
    }

    /** How far the customer has read, on all devices together. */
    public Optional<ReadMark> customerMark() {
        return Optional.ofNullable(customerMark);
    }

    /** How far the agents have read: a message counts as read once any agent has read it. */
    public Optional<ReadMark> agentMark() {
        return Optional.ofNullable(agentMark);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof SessionHead)) {
            return false;
        }
        SessionHead that = (SessionHead) other;
        return Objects.equals(sessionId, that.sessionId)
                && Objects.equals(status, that.status)
                && Objects.equals(state, that.state)
                && Objects.equals(createdAt, that.createdAt)
                && Objects.equals(externalRef, that.externalRef)
                && offline == that.offline
                && Objects.equals(queuePosition, that.queuePosition)
                && Objects.equals(estimatedWaitTime, that.estimatedWaitTime)
                && Objects.equals(estimatedWaitTimeP90, that.estimatedWaitTimeP90)
                && Objects.equals(agent, that.agent)
                && Objects.equals(messageCount, that.messageCount)
                && Objects.equals(unreadCount, that.unreadCount)
                && Objects.equals(endsAt, that.endsAt)
                && Objects.equals(endedAt, that.endedAt)
                && Objects.equals(endedBy, that.endedBy)
                && Objects.equals(endCause, that.endCause)
                && Objects.equals(endReason, that.endReason)
                && resolved == that.resolved
                && Objects.equals(continues, that.continues)
                && ratingPrompt == that.ratingPrompt
                && Objects.equals(customerMark, that.customerMark)
                && Objects.equals(agentMark, that.agentMark);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                sessionId,
                status,
                state,
                createdAt,
                externalRef,
                offline,
                queuePosition,
                estimatedWaitTime,
                estimatedWaitTimeP90,
                agent,
                messageCount,
                unreadCount,
                endsAt,
                endedAt,
                endedBy,
                endCause,
                endReason,
                resolved,
                continues,
                ratingPrompt,
                customerMark,
                agentMark);
    }

    @Override
    public String toString() {
        return "SessionHead{sessionId=" + sessionId + ", state=" + state + "}";
    }
}
