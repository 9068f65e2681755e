package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an agent does in a session together with sending a canned response, which is a macro then. {@link MacroRequest.Builder#actions} does
 * them. Immutable.
 */
public final class CannedActions {
    private final @Nullable String note;
    private final @Nullable String priority;
    private final List<String> addTags;
    private final List<String> removeTags;
    private final @Nullable String escalation;
    private final boolean ends;
    private final @Nullable String outcome;
    private final @Nullable String endReason;

    private CannedActions(Builder builder) {
        note = builder.note;
        priority = builder.priority;
        addTags = List.copyOf(builder.addTags);
        removeTags = List.copyOf(builder.removeTags);
        escalation = builder.escalation;
        ends = builder.ends;
        outcome = builder.outcome;
        endReason = builder.endReason;
    }

    /** For the SDK: reads them from a response. */
    public CannedActions(JsonFields json) {
        note = json.textOrNull("note");
        priority = json.textOrNull("priority");
        addTags = json.texts("addTags");
        removeTags = json.texts("removeTags");
        escalation = json.textOrNull("reason");
        ends = json.has("end");
        outcome = json.objectOrNull("end", end -> end.textOrNull("outcome"));
        endReason = json.objectOrNull("end", end -> end.textOrNull("endReason"));
    }

    /** Starts a builder without actions. */
    public static Builder builder() {
        return new Builder();
    }

    /** The note for agents. */
    public Optional<String> note() {
        return Optional.ofNullable(note);
    }

    /** The priority to set: {@code low}, {@code normal}, {@code high} or {@code urgent}. */
    public Optional<String> priority() {
        return Optional.ofNullable(priority);
    }

    /** The tags to add. */
    public List<String> addTags() {
        return addTags;
    }

    /** The tags to remove. */
    public List<String> removeTags() {
        return removeTags;
    }

    /** Why the supervisors are asked for help. */
    public Optional<String> escalation() {
        return Optional.ofNullable(escalation);
    }

    /** Whether the session ends. */
    public boolean ends() {
        return ends;
    }

    /** The outcome of a session that ends: {@code resolved}, {@code unresolved}, {@code abandoned} or {@code spam}. */
    public Optional<String> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** The reason of the end, which the customer reads. */
    public Optional<String> endReason() {
        return Optional.ofNullable(endReason);
    }

    /** For the SDK: returns them as part of a request. */
    public JsonBody toJson() {
        return new JsonBody()
                .put("note", note)
                .put("priority", priority)
                .put("addTags", addTags)
                .put("removeTags", removeTags)
                .put("reason", escalation)
                .put("end", ends ? new JsonBody().put("endReason", endReason).put("outcome", outcome) : null);
    }

    /** Which actions there are, without texts. */
    @Override
    public String toString() {
        return "CannedActions{note=" + (note != null) + ", priority=" + priority + ", escalates=" + (escalation != null)
                + ", ends=" + ends + "}";
    }

    /** Collects the actions. Not thread-safe. */
    public static final class Builder {
        private @Nullable String note;
        private @Nullable String priority;
        private List<String> addTags = new ArrayList<>();
        private List<String> removeTags = new ArrayList<>();
        private @Nullable String escalation;
        private boolean ends;
        private @Nullable String outcome;
        private @Nullable String endReason;

        private Builder() {}

        /** Adds a note that customers never see, at most 2000 characters. Default: none. */
        public Builder note(String text) {
            this.note = Objects.requireNonNull(text, "text");
            return this;
        }

        /** Sets the priority: {@code low}, {@code normal}, {@code high} or {@code urgent}. Default: it stays. */
        public Builder priority(String priority) {
            this.priority = Objects.requireNonNull(priority, "priority");
            return this;
        }

        /** Adds tags, at most 20. Default: none. */
        public Builder addTags(List<String> tags) {
            this.addTags = new ArrayList<>(tags);
            return this;
        }

        /** Removes tags, at most 20. Default: none. */
        public Builder removeTags(List<String> tags) {
            this.removeTags = new ArrayList<>(tags);
            return this;
        }

        /** Asks the supervisors for help, with a reason of at most 1000 characters. Default: no. */
        public Builder escalate(String reason) {
            this.escalation = Objects.requireNonNull(reason, "reason");
            return this;
        }

        /**
         * Ends the session. Default: it goes on.
         *
         * @param outcome {@code resolved}, {@code unresolved}, {@code abandoned} or {@code spam}; null for none
         * @param reason at most 1000 characters; null for none
         */
        public Builder end(@Nullable String outcome, @Nullable String reason) {
            this.ends = true;
            this.outcome = outcome;
            this.endReason = reason;
            return this;
        }

        /** Makes the CannedActions; the builder can be used again. */
        public CannedActions build() {
            return new CannedActions(this);
        }
    }
}
