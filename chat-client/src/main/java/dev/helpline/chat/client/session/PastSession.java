package dev.helpline.chat.client.session;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.message.LastMessage;
import dev.helpline.chat.client.participant.AgentInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One session in the caller's history. */
public final class PastSession {
    private final String sessionId;
    private final String status;
    private final @Nullable String externalRef;
    private final boolean resolved;
    private final Instant startTime;
    private final @Nullable Instant endTime;
    private final @Nullable Duration duration;
    private final @Nullable Long messageCount;
    private final @Nullable Long unreadCount;
    private final @Nullable Integer rating;
    private final @Nullable String feedback;
    private final @Nullable AgentInfo agent;
    private final @Nullable LastMessage lastMessage;

    /** For the SDK: reads it from a response. */
    public PastSession(JsonFields json) {
        sessionId = json.text("sessionId");
        status = json.text("status");
        externalRef = json.textOrNull("externalRef");
        resolved = json.flag("resolved");
        startTime = json.instant("startTime");
        endTime = json.instantOrNull("endTime");
        duration = json.secondsOrNull("duration");
        messageCount = json.numberOrNull("messageCount");
        unreadCount = json.numberOrNull("unreadCount");
        rating = json.integerOrNull("rating");
        feedback = json.textOrNull("feedback");
        agent = json.objectOrNull("adminInfo", AgentInfo::new);
        lastMessage = json.objectOrNull("lastMessage", LastMessage::new);
    }

    /** The id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /** The session's status as the protocol spells it. */
    public String status() {
        return status;
    }

    /** What the session was about in another system of the host's, such as an order or a ticket. */
    public Optional<String> externalRef() {
        return Optional.ofNullable(externalRef);
    }

    /** Whether an agent said that it was resolved when it ended. */
    public boolean resolved() {
        return resolved;
    }

    /** When it started. */
    public Instant startTime() {
        return startTime;
    }

    /** When it ended; absent while it is open. */
    public Optional<Instant> endTime() {
        return Optional.ofNullable(endTime);
    }

    /** The time from start to end, in whole seconds; absent while it is open. */
    public Optional<Duration> duration() {
        return Optional.ofNullable(duration);
    }

    /** How many messages were written. */
    public OptionalLong messageCount() {
        return messageCount == null ? OptionalLong.empty() : OptionalLong.of(messageCount);
    }

    /** How many messages of agents the customer has not read; absent from an older server. */
    public OptionalLong unreadCount() {
        return unreadCount == null ? OptionalLong.empty() : OptionalLong.of(unreadCount);
    }

    /** The customer's rating, 1 (worst) to 5 (best). */
    public OptionalInt rating() {
        return rating == null ? OptionalInt.empty() : OptionalInt.of(rating);
    }

    /** What the customer wrote with the rating. */
    public Optional<String> feedback() {
        return Optional.ofNullable(feedback);
    }

    /** The agent of the session. */
    public Optional<AgentInfo> agent() {
        return Optional.ofNullable(agent);
    }

    /** The newest message. */
    public Optional<LastMessage> lastMessage() {
        return Optional.ofNullable(lastMessage);
    }

    @Override
    public String toString() {
        return "PastSession{sessionId=" + sessionId + ", status=" + status + "}";
    }
}
