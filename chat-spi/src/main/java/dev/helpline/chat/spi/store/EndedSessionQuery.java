package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.time.TimeWindow;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A query for ended sessions. A null part does not restrict the list. Thread-safe: immutable. */
public final class EndedSessionQuery {
    /** Every ended session. */
    public static final EndedSessionQuery ALL = builder().build();

    private final @Nullable AgentId agent;
    private final @Nullable Outcome outcome;
    private final @Nullable Priority priority;
    private final @Nullable Set<String> departments;
    private final @Nullable String category;
    private final @Nullable String tag;
    private final @Nullable String text;
    private final TimeWindow ended;

    private EndedSessionQuery(Builder builder) {
        agent = builder.agent;
        outcome = builder.outcome;
        priority = builder.priority;
        departments = builder.departments;
        category = builder.category;
        tag = builder.tag;
        text = builder.text;
        ended = builder.ended;
    }

    /** Returns a builder of a query for every ended session. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Only sessions that this agent had when they ended. */
    public @Nullable AgentId agent() {
        return agent;
    }

    /** Only sessions with this outcome. */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** Only sessions that had this priority when they ended. */
    public @Nullable Priority priority() {
        return priority;
    }

    /**
     * Only sessions of exactly one of these departments: those that belong to it, and those that belong to none and whose agent is of it. At
     * most 10; if there are none of them, no session is listed.
     */
    public @Nullable Set<String> departments() {
        return departments;
    }

    /** Only sessions of exactly this category. */
    public @Nullable String category() {
        return category;
    }

    /** Only sessions with exactly this tag, which has no quotation marks and no backslashes. */
    public @Nullable String tag() {
        return tag;
    }

    /** Only sessions that contain this text, as {@link OpenSessionQuery#text} says. */
    public @Nullable String text() {
        return text;
    }

    /** Only sessions that ended in this window. */
    public TimeWindow ended() {
        return ended;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof EndedSessionQuery that
                && Objects.equals(agent, that.agent)
                && Objects.equals(outcome, that.outcome)
                && Objects.equals(priority, that.priority)
                && Objects.equals(departments, that.departments)
                && Objects.equals(category, that.category)
                && Objects.equals(tag, that.tag)
                && Objects.equals(text, that.text)
                && ended.equals(that.ended);
    }

    @Override
    public int hashCode() {
        return Objects.hash(agent, outcome, priority, departments, category, tag, text, ended);
    }

    /** All parts but the text that is searched for. */
    @Override
    public String toString() {
        return "EndedSessionQuery[" + agent + " " + outcome + " " + priority + " " + departments + " " + category + " "
                + tag + " " + ended + "]";
    }

    /** Builds an {@link EndedSessionQuery}. Not thread-safe. */
    public static final class Builder {
        private @Nullable AgentId agent;
        private @Nullable Outcome outcome;
        private @Nullable Priority priority;
        private @Nullable Set<String> departments;
        private @Nullable String category;
        private @Nullable String tag;
        private @Nullable String text;
        private TimeWindow ended = TimeWindow.ALWAYS;

        private Builder() {}

        private Builder(EndedSessionQuery query) {
            agent = query.agent;
            outcome = query.outcome;
            priority = query.priority;
            departments = query.departments;
            category = query.category;
            tag = query.tag;
            text = query.text;
            ended = query.ended;
        }

        /** See {@link EndedSessionQuery#agent()}. Default: none. */
        public Builder agent(@Nullable AgentId value) {
            agent = value;
            return this;
        }

        /** See {@link EndedSessionQuery#outcome()}. Default: none. */
        public Builder outcome(@Nullable Outcome value) {
            outcome = value;
            return this;
        }

        /** See {@link EndedSessionQuery#priority()}. Default: none. */
        public Builder priority(@Nullable Priority value) {
            priority = value;
            return this;
        }

        /**
         * See {@link EndedSessionQuery#departments()}; null does not restrict the list. Throws {@link IllegalArgumentException} for more than 10, and
         * for an empty name. Default: null.
         */
        public Builder departments(@Nullable Collection<String> value) {
            departments = Departments.checked(value);
            return this;
        }

        /** See {@link EndedSessionQuery#category()}. Default: none. */
        public Builder category(@Nullable String value) {
            category = value;
            return this;
        }

        /** See {@link EndedSessionQuery#tag()}. Default: none. */
        public Builder tag(@Nullable String value) {
            tag = value;
            return this;
        }

        /** See {@link EndedSessionQuery#text()}. Default: none. */
        public Builder text(@Nullable String value) {
            text = value;
            return this;
        }

        /** See {@link EndedSessionQuery#ended()}. Default: always. */
        public Builder ended(TimeWindow value) {
            ended = Objects.requireNonNull(value, "ended");
            return this;
        }

        /** Returns the EndedSessionQuery. */
        public EndedSessionQuery build() {
            return new EndedSessionQuery(this);
        }
    }
}
