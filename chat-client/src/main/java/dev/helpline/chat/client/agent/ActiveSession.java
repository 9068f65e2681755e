package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.message.LastMessage;
import dev.helpline.chat.client.participant.AgentInfo;
import dev.helpline.chat.client.participant.UserInfo;
import dev.helpline.chat.client.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One session in the agents' list of open sessions. */
public final class ActiveSession {
    private final String sessionId;
    private final UserInfo customer;
    private final String status;
    private final SessionState state;
    private final Instant startTime;
    private final @Nullable Integer queuePosition;
    private final @Nullable Duration waited;
    private final @Nullable String priority;
    private final @Nullable String department;
    private final List<String> tags;
    private final Map<String, Long> mentions;
    private final @Nullable Instant escalatedAt;
    private final List<SlaClock> sla;
    private final @Nullable String subject;
    private final @Nullable String category;
    private final @Nullable String externalRef;
    private final @Nullable AgentInfo agent;
    private final @Nullable SessionOffer offer;
    private final @Nullable Long messageCount;
    private final @Nullable Long unreadCount;
    private final @Nullable LastMessage lastMessage;

    /** For the SDK: reads it from a response. */
    public ActiveSession(JsonFields json) {
        sessionId = json.text("sessionId");
        customer = json.object("userInfo", UserInfo::new);
        status = json.text("status");
        state = json.named("state", SessionState::of);
        startTime = json.instant("startTime");
        queuePosition = json.integerOrNull("queuePosition");
        waited = json.secondsOrNull("waitSeconds");
        priority = json.textOrNull("priority");
        department = json.textOrNull("department");
        tags = json.texts("tags");
        mentions = Mentions.in(json);
        escalatedAt = json.instantOrNull("escalatedAt");
        sla = json.list("sla", SlaClock::new);
        subject = json.textOrNull("subject");
        category = json.textOrNull("category");
        externalRef = json.textOrNull("externalRef");
        agent = json.objectOrNull("agent", AgentInfo::new);
        offer = json.objectOrNull("offer", SessionOffer::new);
        messageCount = json.numberOrNull("messageCount");
        unreadCount = json.numberOrNull("unreadCount");
        lastMessage = json.objectOrNull("lastMessage", LastMessage::new);
    }

    /** The id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /** The customer. */
    public UserInfo customer() {
        return customer;
    }

    /**
     * The status as the protocol spells it: {@code active} for every open session; {@link #state()} distinguishes more
     * states.
     */
    public String status() {
        return status;
    }

    /** The state of the session. */
    public SessionState state() {
        return state;
    }

    /** When it started. */
    public Instant startTime() {
        return startTime;
    }

    /** The place in the queue that the customer is told while the session waits, from 1; absent otherwise, and on the board. */
    public OptionalInt queuePosition() {
        return queuePosition == null ? OptionalInt.empty() : OptionalInt.of(queuePosition);
    }

    /** How long the customer has waited for an agent, in whole seconds. */
    public Optional<Duration> waited() {
        return Optional.ofNullable(waited);
    }

    /** {@code low}, {@code normal}, {@code high} or {@code urgent}. */
    public Optional<String> priority() {
        return Optional.ofNullable(priority);
    }

    /** The department whose queue the session belongs to. */
    public Optional<String> department() {
        return Optional.ofNullable(department);
    }

    /** The tags, in lower case; customers never see them. */
    public List<String> tags() {
        return tags;
    }

    /** The agents whom notes mention, by id, with the place in the log of the newest note that does. */
    public Map<String, Long> mentions() {
        return mentions;
    }

    /** When the session was escalated; empty once a supervisor has seen to it. */
    public Optional<Instant> escalatedAt() {
        return Optional.ofNullable(escalatedAt);
    }

    /** What the session is due for, or was late for, by the server's service levels; empty without any. */
    public List<SlaClock> sla() {
        return sla;
    }

    /** The subject that the customer gave. */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** The category that the customer gave. */
    public Optional<String> category() {
        return Optional.ofNullable(category);
    }

    /** What the session is about in another system of the host's, such as an order or a ticket, as the customer's token or app said. */
    public Optional<String> externalRef() {
        return Optional.ofNullable(externalRef);
    }

    /** The agent of the session, if it has one. */
    public Optional<AgentInfo> agent() {
        return Optional.ofNullable(agent);
    }

    /** The offer to an agent, while the session waits and is offered to one. */
    public Optional<SessionOffer> offer() {
        return Optional.ofNullable(offer);
    }

    /** How many messages were written. */
    public OptionalLong messageCount() {
        return messageCount == null ? OptionalLong.empty() : OptionalLong.of(messageCount);
    }

    /** How many messages of the customer the session's agent has not read, or no agent while it waits; absent from an older server. */
    public OptionalLong unreadCount() {
        return unreadCount == null ? OptionalLong.empty() : OptionalLong.of(unreadCount);
    }

    /** The newest message. */
    public Optional<LastMessage> lastMessage() {
        return Optional.ofNullable(lastMessage);
    }

    @Override
    public String toString() {
        return "ActiveSession{sessionId=" + sessionId + ", state=" + state + "}";
    }
}
