package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.participant.AgentInfo;
import dev.helpline.chat.client.participant.UserInfo;
import dev.helpline.chat.client.rating.SubmittedRating;
import dev.helpline.chat.client.session.EndCause;
import dev.helpline.chat.client.session.EndedBy;
import dev.helpline.chat.client.session.SessionState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Everything that an agent may see of one session, without its messages. */
public final class SessionDetails {
    private final String sessionId;
    private final UserInfo customer;
    private final String status;
    private final SessionState state;
    private final Instant startTime;
    private final Instant createdAt;
    private final @Nullable String priority;
    private final @Nullable String department;
    private final List<String> tags;
    private final Map<String, Long> mentions;
    private final @Nullable Instant escalatedAt;
    private final List<SlaClock> sla;
    private final @Nullable String subject;
    private final @Nullable String category;
    private final @Nullable String externalRef;
    private final @Nullable String locale;
    private final Map<String, Object> context;
    private final @Nullable AgentInfo agent;
    private final @Nullable SessionOffer offer;
    private final @Nullable Long messageCount;
    private final @Nullable Long unreadCount;
    private final @Nullable Instant endsAt;
    private final Map<String, Object> form;
    private final @Nullable Instant endedAt;
    private final @Nullable EndedBy endedBy;
    private final @Nullable EndCause endCause;
    private final @Nullable String endReason;
    private final @Nullable String outcome;
    private final @Nullable SubmittedRating rating;
    private final List<String> allowed;

    /** For the SDK: reads it from a response. */
    public SessionDetails(JsonFields json) {
        sessionId = json.text("sessionId");
        customer = json.object("userInfo", UserInfo::new);
        status = json.text("status");
        state = json.named("state", SessionState::of);
        startTime = json.instant("startTime");
        createdAt = json.instant("createdAt");
        priority = json.textOrNull("priority");
        department = json.textOrNull("department");
        tags = json.texts("tags");
        mentions = Mentions.in(json);
        escalatedAt = json.instantOrNull("escalatedAt");
        sla = json.list("sla", SlaClock::new);
        subject = json.textOrNull("subject");
        category = json.textOrNull("category");
        externalRef = json.textOrNull("externalRef");
        locale = json.textOrNull("locale");
        context = json.map("context");
        agent = json.objectOrNull("agent", AgentInfo::new);
        offer = json.objectOrNull("offer", SessionOffer::new);
        messageCount = json.numberOrNull("messageCount");
        unreadCount = json.numberOrNull("unreadCount");
        form = json.map("form");
        endsAt = json.instantOrNull("endsAt");
        endedAt = json.instantOrNull("endedAt");
        endedBy = json.namedOrNull("endedBy", EndedBy::of);
        endCause = json.namedOrNull("endCause", EndCause::of);
        endReason = json.textOrNull("endReason");
        outcome = json.textOrNull("outcome");
        rating = json.objectOrNull("rating", SubmittedRating::new);
        allowed = json.texts("allowed");
    }

    /** The id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /** The customer. */
    public UserInfo customer() {
        return customer;
    }

    /** The session's status as the protocol spells it. */
    public String status() {
        return status;
    }

    /** The state of the session. */
    public SessionState state() {
        return state;
    }

    /** When it started, by the customer's clock. */
    public Instant startTime() {
        return startTime;
    }

    /** When the server opened it. */
    public Instant createdAt() {
        return createdAt;
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

    /** The customer's language, as a BCP 47 tag. */
    public Optional<String> locale() {
        return Optional.ofNullable(locale);
    }

    /** What the customer's app sent about itself, as plain values, lists and maps. */
    public Map<String, Object> context() {
        return context;
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

    /** The customer's answers to the server's questions before the session, by their keys; empty if there were none. */
    public Map<String, Object> form() {
        return form;
    }

    /** When the session ends unless a message breaks the silence; present from the server's warning on. */
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

    /** The outcome as the protocol spells it, such as {@code resolved}. */
    public Optional<String> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** The customer's rating. */
    public Optional<SubmittedRating> rating() {
        return Optional.ofNullable(rating);
    }

    @Override
    public String toString() {
        return "SessionDetails{sessionId=" + sessionId + ", state=" + state + "}";
    }

    /**
     * What this agent may do in the session as it stands, as the protocol spells it, such as {@code reply} or {@code claim}; empty from an
     * older server.
     */
    public List<String> allowed() {
        return allowed;
    }
}
