package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to do several acts in a session at once, or none of them. Immutable. */
public final class MacroRequest {
    private final String sessionId;
    private final @Nullable String note;
    private final @Nullable String noteId;
    private final @Nullable String priority;
    private final List<String> addTags;
    private final List<String> removeTags;
    private final @Nullable String message;
    private final @Nullable String messageId;
    private final @Nullable String escalation;
    private final @Nullable JsonBody end;

    private MacroRequest(Builder builder) {
        sessionId = builder.sessionId;
        note = builder.note;
        noteId = builder.noteId;
        priority = builder.priority;
        addTags = List.copyOf(builder.addTags);
        removeTags = List.copyOf(builder.removeTags);
        message = builder.message;
        messageId = builder.messageId;
        escalation = builder.escalation;
        end = builder.end;
    }

    /** Starts a builder of a request without acts; the server refuses one that has none. */
    public static Builder builder(String sessionId) {
        return new Builder(sessionId);
    }

    /** The session. */
    public String sessionId() {
        return sessionId;
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        JsonBody body = new JsonBody()
                .put("sessionId", sessionId)
                .put("note", note)
                .put("noteId", noteId)
                .put("priority", priority);
        if (!addTags.isEmpty()) {
            body.put("addTags", addTags);
        }
        if (!removeTags.isEmpty()) {
            body.put("removeTags", removeTags);
        }
        return body.put("message", message)
                .put("messageId", messageId)
                .put("reason", escalation)
                .put("end", end);
    }

    /** The session, without texts. */
    @Override
    public String toString() {
        return "MacroRequest{sessionId=" + sessionId + "}";
    }

    /** Collects the acts. Not thread-safe. */
    public static final class Builder {
        private final String sessionId;
        private @Nullable String note;
        private @Nullable String noteId;
        private @Nullable String priority;
        private List<String> addTags = new ArrayList<>();
        private List<String> removeTags = new ArrayList<>();
        private @Nullable String message;
        private @Nullable String messageId;
        private @Nullable String escalation;
        private @Nullable JsonBody end;

        private Builder(String sessionId) {
            this.sessionId = Ids.require(sessionId, "sessionId");
        }

        /** Adds a note that customers never see. Default: none. */
        public Builder note(String text) {
            this.note = Objects.requireNonNull(text, "text");
            return this;
        }

        /** The id of the note, by which a macro without a message can be repeated; not with a message. Default: the server makes one. */
        public Builder noteId(String id) {
            this.noteId = Ids.require(id, "id");
            return this;
        }

        /** Sets the priority: {@code low}, {@code normal}, {@code high} or {@code urgent}. Default: it stays. */
        public Builder priority(String priority) {
            this.priority = Objects.requireNonNull(priority, "priority");
            return this;
        }

        /** Adds tags. Default: none. */
        public Builder addTags(List<String> tags) {
            this.addTags = new ArrayList<>(tags);
            return this;
        }

        /** Removes tags. Default: none. */
        public Builder removeTags(List<String> tags) {
            this.removeTags = new ArrayList<>(tags);
            return this;
        }

        /**
         * Sends a message to the customer. Default: none.
         *
         * @param id made by the caller, so that the call can be repeated
         */
        public Builder message(String id, String text) {
            this.messageId = Ids.require(id, "id");
            this.message = Objects.requireNonNull(text, "text");
            return this;
        }

        /** Does the actions of a canned response, in the place of those that were set before. Default: none. */
        public Builder actions(CannedActions actions) {
            note = actions.note().orElse(null);
            priority = actions.priority().orElse(null);
            addTags = actions.addTags();
            removeTags = actions.removeTags();
            escalation = actions.escalation().orElse(null);
            end = null;
            return actions.ends()
                    ? end(actions.outcome().orElse(null), actions.endReason().orElse(null))
                    : this;
        }

        /** Asks the supervisors for help. Default: no. */
        public Builder escalate(String reason) {
            this.escalation = Objects.requireNonNull(reason, "reason");
            return this;
        }

        /**
         * Ends the session. Default: it goes on.
         *
         * @param outcome {@code resolved}, {@code unresolved}, {@code abandoned} or {@code spam}; null for none
         * @param reason null for none
         */
        public Builder end(@Nullable String outcome, @Nullable String reason) {
            this.end = new JsonBody().put("endReason", reason).put("outcome", outcome);
            return this;
        }

        /** Makes the MacroRequest; the builder can be used again. */
        public MacroRequest build() {
            return new MacroRequest(this);
        }
    }
}
