package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to save a canned response. Immutable. */
public final class CannedResponseRequest {
    private final String responseId;
    private final @Nullable Long version;
    private final String shortcut;
    private final String text;
    private final @Nullable CannedActions actions;
    private final @Nullable String title;
    private final @Nullable String department;
    private final @Nullable String language;
    private final boolean personal;

    private CannedResponseRequest(Builder builder) {
        responseId = builder.responseId;
        version = builder.version;
        shortcut = builder.shortcut;
        text = builder.text;
        actions = builder.actions;
        title = builder.title;
        department = builder.department;
        language = builder.language;
        personal = builder.personal;
    }

    /**
     * Starts a builder of a request to save a new response that all agents share.
     *
     * @param shortcut what agents type to find it: 1 to 32 of {@code A-Z a-z 0-9 _ -}
     * @param text the text with its placeholders, such as {@code {{customer.name|there}}}; may be empty if there are
     *     {@linkplain Builder#actions actions}
     */
    public static Builder builder(String responseId, String shortcut, String text) {
        return new Builder(responseId, shortcut, text);
    }

    /** The id of the response. */
    public String responseId() {
        return responseId;
    }

    /** Whether it replaces a version of a response that there is. */
    public boolean replaces() {
        return version != null;
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        JsonBody body = new JsonBody();
        if (version == null) {
            body.put("responseId", responseId);
        } else {
            body.put("version", version);
        }
        body.put("shortcut", shortcut)
                .put("title", title)
                .put("text", text.isEmpty() ? null : text)
                .put("actions", actions == null ? null : actions.toJson())
                .put("department", department)
                .put("language", language);
        return personal ? body.put("personal", true) : body;
    }

    /** The id, without the text. */
    @Override
    public String toString() {
        return "CannedResponseRequest{" + responseId + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final String responseId;
        private final String shortcut;
        private final String text;
        private @Nullable Long version;
        private @Nullable CannedActions actions;
        private @Nullable String title;
        private @Nullable String department;
        private @Nullable String language;
        private boolean personal;

        private Builder(String responseId, String shortcut, String text) {
            this.responseId = Ids.require(responseId, "responseId");
            this.shortcut = Objects.requireNonNull(shortcut, "shortcut");
            this.text = Objects.requireNonNull(text, "text");
        }

        /** The version that the request replaces. Default: none, for a new response. */
        public Builder replacing(long version) {
            this.version = version;
            return this;
        }

        /** What is done together with sending it. Default: nothing. */
        public Builder actions(CannedActions actions) {
            this.actions = Objects.requireNonNull(actions, "actions");
            return this;
        }

        /** What it is about, at most 100 characters. Default: nothing. */
        public Builder title(String title) {
            this.title = Objects.requireNonNull(title, "title");
            return this;
        }

        /** The department that uses it. Default: all. */
        public Builder department(String department) {
            this.department = Objects.requireNonNull(department, "department");
            return this;
        }

        /** The language of the text, such as {@code en}. Default: not said. */
        public Builder language(String language) {
            this.language = Objects.requireNonNull(language, "language");
            return this;
        }

        /** Makes it the agent's own, which no other agent sees. Only supervisors and admins save shared responses. Default: shared. */
        public Builder personal() {
            personal = true;
            return this;
        }

        /** Makes the CannedResponseRequest; the builder can be used again. */
        public CannedResponseRequest build() {
            return new CannedResponseRequest(this);
        }
    }
}
