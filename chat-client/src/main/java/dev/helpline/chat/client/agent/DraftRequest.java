package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to save an agent's unsent text. Immutable. */
public final class DraftRequest {
    private final String sessionId;
    private final String text;
    private final @Nullable String revision;

    private DraftRequest(Builder builder) {
        sessionId = builder.sessionId;
        text = builder.text;
        revision = builder.revision;
    }

    /**
     * Starts a builder of a request to save the agent's first text in a session.
     *
     * @param text at most as long as a message may be; a blank one deletes the draft
     */
    public static Builder builder(String sessionId, String text) {
        return new Builder(sessionId, text);
    }

    /** The id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        return new JsonBody().put("text", text).put("revision", revision);
    }

    /** The session, without the text. */
    @Override
    public String toString() {
        return "DraftRequest{" + sessionId + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final String sessionId;
        private final String text;
        private @Nullable String revision;

        private Builder(String sessionId, String text) {
            this.sessionId = Ids.require(sessionId, "sessionId");
            this.text = Objects.requireNonNull(text, "text");
        }

        /** The {@linkplain Draft#revision() revision} that the text replaces. Default: none; there must be no draft then. */
        public Builder replacing(String revision) {
            this.revision = Objects.requireNonNull(revision, "revision");
            return this;
        }

        /** Makes the DraftRequest; the builder can be used again. */
        public DraftRequest build() {
            return new DraftRequest(this);
        }
    }
}
