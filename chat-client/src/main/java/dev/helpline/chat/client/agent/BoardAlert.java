package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;

/** What happened in an open session and concerns the agent who reads the board. Immutable. */
public final class BoardAlert {
    private final String type;
    private final String sessionId;
    private final String eventId;
    private final long seq;
    private final Instant timestamp;

    /** For the SDK: reads it from a response. */
    public BoardAlert(JsonFields json) {
        type = json.text("type");
        sessionId = json.text("sessionId");
        eventId = json.text("eventId");
        seq = json.number("seq");
        timestamp = json.instant("timestamp");
    }

    /**
     * {@code waiting}, {@code assigned}, {@code mentioned}, {@code escalated}, {@code waiting_too_long}, {@code sla_breached} or {@code offered}. Callers ignore
     * words that they do not know.
     */
    public String type() {
        return type;
    }

    /** The session in which it happened. */
    public String sessionId() {
        return sessionId;
    }

    /** The id of the log's entry that caused the alert; with the type, it identifies the alert. */
    public String eventId() {
        return eventId;
    }

    /** The number of that entry in the session's log. */
    public long seq() {
        return seq;
    }

    /** When it happened. */
    public Instant timestamp() {
        return timestamp;
    }

    @Override
    public String toString() {
        return "BoardAlert{type=" + type + ", sessionId=" + sessionId + ", seq=" + seq + "}";
    }
}
