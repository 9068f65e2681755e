package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.message.LastMessage;
import dev.helpline.chat.client.participant.AgentInfo;
import dev.helpline.chat.client.participant.UserInfo;
import dev.helpline.chat.client.session.EndCause;
import dev.helpline.chat.client.session.EndedBy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One session in the agents' list of ended sessions. */
public final class ListedEndedSession {
    private final String sessionId;
    private final UserInfo customer;
    private final Instant startTime;
    private final Instant endedAt;
    private final EndedBy endedBy;
    private final EndCause endCause;
    private final @Nullable String endReason;
    private final @Nullable String outcome;
    private final String priority;
    private final @Nullable String department;
    private final List<String> tags;
    private final @Nullable String subject;
    private final @Nullable String category;
    private final @Nullable String externalRef;
    private final @Nullable AgentInfo agent;
    private final @Nullable Integer rating;
    private final @Nullable LastMessage lastMessage;
    private final long messageCount;

    /** For the SDK: reads it from a response. */
    public ListedEndedSession(JsonFields json) {
        sessionId = json.text("sessionId");
        customer = json.object("userInfo", UserInfo::new);
        startTime = json.instant("startTime");
        endedAt = json.instant("endedAt");
        endedBy = json.named("endedBy", EndedBy::of);
        endCause = json.named("endCause", EndCause::of);
        endReason = json.textOrNull("endReason");
        outcome = json.textOrNull("outcome");
        priority = json.text("priority");
        department = json.textOrNull("department");
        tags = json.texts("tags");
        subject = json.textOrNull("subject");
        category = json.textOrNull("category");
        externalRef = json.textOrNull("externalRef");
        agent = json.objectOrNull("agent", AgentInfo::new);
        rating = json.integerOrNull("rating");
        lastMessage = json.objectOrNull("lastMessage", LastMessage::new);
        messageCount = json.number("messageCount");
    }

    /** The id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /** The customer. */
    public UserInfo customer() {
        return customer;
    }

    /** When it started. */
    public Instant startTime() {
        return startTime;
    }

    /** When it ended. */
    public Instant endedAt() {
        return endedAt;
    }

    /** Who ended it. */
    public EndedBy endedBy() {
        return endedBy;
    }

    /** Why it ended. */
    public EndCause endCause() {
        return endCause;
    }

    /** The reason that was given. */
    public Optional<String> endReason() {
        return Optional.ofNullable(endReason);
    }

    /** {@code resolved}, {@code unresolved}, {@code abandoned} or {@code spam}, if an agent said so. */
    public Optional<String> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** {@code low}, {@code normal}, {@code high} or {@code urgent}. */
    public String priority() {
        return priority;
    }

    /** The department whose queue it belonged to. */
    public Optional<String> department() {
        return Optional.ofNullable(department);
    }

    /** The tags, in lower case. */
    public List<String> tags() {
        return tags;
    }

    /** The subject that the customer gave. */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** The category that the customer gave. */
    public Optional<String> category() {
        return Optional.ofNullable(category);
    }

    /** What it was about in another system of the host's. */
    public Optional<String> externalRef() {
        return Optional.ofNullable(externalRef);
    }

    /** The agent who had it at its end. */
    public Optional<AgentInfo> agent() {
        return Optional.ofNullable(agent);
    }

    /** The stars that the customer gave, from 1 to 5. */
    public Optional<Integer> rating() {
        return Optional.ofNullable(rating);
    }

    /** The newest message. */
    public Optional<LastMessage> lastMessage() {
        return Optional.ofNullable(lastMessage);
    }

    /** How many messages were written. */
    public long messageCount() {
        return messageCount;
    }

    @Override
    public String toString() {
        return "ListedEndedSession{sessionId=" + sessionId + "}";
    }
}
