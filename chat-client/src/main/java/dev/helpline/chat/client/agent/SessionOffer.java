package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;

/** The offer of a waiting session to an agent, who accepts it by {@link SupportApi#assign} or {@linkplain SupportApi#declineSession declines} it. */
public final class SessionOffer {
    private final String agentId;
    private final Instant until;

    /** For the SDK: reads it from a response. */
    public SessionOffer(JsonFields json) {
        agentId = json.text("agentId");
        until = json.instant("until");
    }

    /** The id of the agent to whom the session is offered. */
    public String agentId() {
        return agentId;
    }

    /** When the server withdraws the offer, by the server's clock. */
    public Instant until() {
        return until;
    }

    @Override
    public String toString() {
        return "SessionOffer{agentId=" + agentId + ", until=" + until + "}";
    }
}
