package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the agent has written in a session and not sent yet. Only this agent sees it. Immutable. */
public final class Draft {
    private final String sessionId;
    private final String text;
    private final @Nullable String revision;
    private final @Nullable Instant savedAt;

    /** For the SDK: reads it from a response. */
    public Draft(JsonFields json) {
        sessionId = json.text("sessionId");
        text = json.text("text");
        revision = json.textOrNull("revision");
        savedAt = json.instantOrNull("savedAt");
    }

    /** The id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /** The text; empty if there is no draft. */
    public String text() {
        return text;
    }

    /** Names this text, so that the next save replaces it; empty if there is no draft. */
    public Optional<String> revision() {
        return Optional.ofNullable(revision);
    }

    /** When it was saved; empty if there is no draft. */
    public Optional<Instant> savedAt() {
        return Optional.ofNullable(savedAt);
    }

    /** The session, without the text. */
    @Override
    public String toString() {
        return "Draft{" + sessionId + "}";
    }
}
