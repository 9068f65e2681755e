package dev.helpline.chat.spi.canned;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an agent does in a session together with sending a canned response, which is a macro then. Each action may be left out.
 * Thread-safe: immutable.
 */
@Experimental
public final class CannedActions {
    /** No action: the response is only a text. */
    public static final CannedActions NONE = builder().build();

    private final @Nullable String note;
    private final @Nullable Priority priority;
    private final List<String> addTags;
    private final List<String> removeTags;
    private final @Nullable String escalation;
    private final boolean ends;
    private final @Nullable Outcome outcome;
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

    /** Returns a builder without actions. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with these actions. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.note = note;
        builder.priority = priority;
        builder.addTags = addTags;
        builder.removeTags = removeTags;
        builder.escalation = escalation;
        builder.ends = ends;
        builder.outcome = outcome;
        builder.endReason = endReason;
        return builder;
    }

    /** The note for agents to add, with its placeholders; at most 2000 code points. */
    public @Nullable String note() {
        return note;
    }

    /** The priority to set. */
    public @Nullable Priority priority() {
        return priority;
    }

    /** The tags to add; at most 20, each of at most 40 code points. */
    public List<String> addTags() {
        return addTags;
    }

    /** The tags to remove; likewise. */
    public List<String> removeTags() {
        return removeTags;
    }

    /** Why the supervisors are asked for help, with its placeholders; at most 1000 code points. */
    public @Nullable String escalation() {
        return escalation;
    }

    /** Whether the session ends. */
    public boolean ends() {
        return ends;
    }

    /** The outcome of a session that ends. */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** The reason of the end, which the customer reads, with its placeholders; at most 1000 code points. */
    public @Nullable String endReason() {
        return endReason;
    }

    /** Whether there is no action. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof CannedActions that
                && Objects.equals(note, that.note)
                && priority == that.priority
                && addTags.equals(that.addTags)
                && removeTags.equals(that.removeTags)
                && Objects.equals(escalation, that.escalation)
                && ends == that.ends
                && outcome == that.outcome
                && Objects.equals(endReason, that.endReason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(note, priority, addTags, removeTags, escalation, ends, outcome, endReason);
    }

    /** Which actions there are, without texts. */
    @Override
    public String toString() {
        return "CannedActions[note=" + (note != null) + ", priority=" + priority + ", addTags=" + addTags.size()
                + ", removeTags=" + removeTags.size() + ", escalation=" + (escalation != null) + ", ends=" + ends + "]";
    }

    /** Builds {@link CannedActions}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String note;
        private @Nullable Priority priority;
        private List<String> addTags = List.of();
        private List<String> removeTags = List.of();
        private @Nullable String escalation;
        private boolean ends;
        private @Nullable Outcome outcome;
        private @Nullable String endReason;

        private Builder() {}

        /** See {@link CannedActions#note()}. Default: none. */
        public Builder note(@Nullable String value) {
            note = value;
            return this;
        }

        /** See {@link CannedActions#priority()}. Default: it stays. */
        public Builder priority(@Nullable Priority value) {
            priority = value;
            return this;
        }

        /** See {@link CannedActions#addTags()}. Default: none. */
        public Builder addTags(List<String> value) {
            addTags = Objects.requireNonNull(value, "addTags");
            return this;
        }

        /** See {@link CannedActions#removeTags()}. Default: none. */
        public Builder removeTags(List<String> value) {
            removeTags = Objects.requireNonNull(value, "removeTags");
            return this;
        }

        /** See {@link CannedActions#escalation()}. Default: none. */
        public Builder escalation(@Nullable String value) {
            escalation = value;
            return this;
        }

        /** Lets the session end, with this outcome and this reason. Default: it goes on. */
        public Builder end(@Nullable Outcome outcome, @Nullable String reason) {
            this.ends = true;
            this.outcome = outcome;
            this.endReason = reason;
            return this;
        }

        /** Returns the actions. */
        public CannedActions build() {
            return new CannedActions(this);
        }
    }
}
