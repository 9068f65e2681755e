package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.time.TimeWindow;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query for open sessions: which to list, and in which order. A null part does not restrict the list. Thread-safe:
 * immutable.
 */
public final class OpenSessionQuery {
    /** Every open session, in the order of the queue. */
    public static final OpenSessionQuery ALL = builder().build();

    private final Set<SessionState> states;
    private final @Nullable Assigned assignment;
    private final @Nullable AgentId agent;
    private final @Nullable Priority priority;
    private final @Nullable Set<String> departments;
    private final @Nullable String category;
    private final @Nullable String tag;
    private final boolean escalated;
    private final @Nullable String externalRef;
    private final @Nullable String text;
    private final TimeWindow started;
    private final TimeWindow active;
    private final Order order;

    private OpenSessionQuery(Builder builder) {
        states = Set.copyOf(builder.states);
        assignment = builder.assignment;
        agent = builder.agent;
        priority = builder.priority;
        departments = builder.departments;
        category = builder.category;
        tag = builder.tag;
        escalated = builder.escalated;
        externalRef = builder.externalRef;
        text = builder.text;
        started = builder.started;
        active = builder.active;
        order = Objects.requireNonNull(builder.order, "order");
        Checks.require(
                !states.isEmpty() && !states.contains(SessionState.ENDED),
                "states must name open states, at least one");
    }

    /** Returns a builder of a query for every open session, in the order of the queue. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Only sessions in these states; never empty, never ENDED. */
    public Set<SessionState> states() {
        return states;
    }

    /** Only sessions that have an agent, or only those that have none. */
    public @Nullable Assigned assignment() {
        return assignment;
    }

    /** Only sessions of this agent. */
    public @Nullable AgentId agent() {
        return agent;
    }

    /** Only sessions of this priority. */
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

    /** Whether only sessions are listed that are escalated, and that no supervisor has seen to. */
    public boolean escalated() {
        return escalated;
    }

    /** Only sessions with exactly this external reference. */
    public @Nullable String externalRef() {
        return externalRef;
    }

    /**
     * Only sessions whose subject, external reference, or customer's id, name or email contains this, and the session whose id is
     * exactly this: ids are random, so a part of one says nothing. ASCII letters match in either case (not in the id), all else
     * literally; at most 100 code points.
     */
    public @Nullable String text() {
        return text;
    }

    /** Only sessions that were created in this window. */
    public TimeWindow started() {
        return started;
    }

    /** Only sessions whose newest entry was made in this window. */
    public TimeWindow active() {
        return active;
    }

    /**
     * Returns {@code text} with its ASCII letters in lower case and everything else unchanged, the form in which a
     * search compares texts.
     */
    public static String foldCase(String text) {
        StringBuilder folded = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    /** The order of the list. */
    public Order order() {
        return order;
    }

    /** Whether an agent has the session. */
    public enum Assigned {
        YES,
        NO
    }

    /** The orders of a list; ties go to the smaller id. */
    public enum Order {
        /**
         * Waiting sessions first, then the others; within each group in the {@linkplain
         * dev.helpline.chat.spi.session.QueueOrder order in which waiting sessions are served}.
         */
        QUEUE,
        /** The youngest first. */
        NEWEST,
        /** The session with the newest entry first. */
        ACTIVITY
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof OpenSessionQuery that
                && states.equals(that.states)
                && Objects.equals(assignment, that.assignment)
                && Objects.equals(agent, that.agent)
                && Objects.equals(priority, that.priority)
                && Objects.equals(departments, that.departments)
                && Objects.equals(category, that.category)
                && Objects.equals(tag, that.tag)
                && escalated == that.escalated
                && Objects.equals(externalRef, that.externalRef)
                && Objects.equals(text, that.text)
                && started.equals(that.started)
                && active.equals(that.active)
                && order.equals(that.order);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                states,
                assignment,
                agent,
                priority,
                departments,
                category,
                tag,
                escalated,
                externalRef,
                text,
                started,
                active,
                order);
    }

    /** All parts except for the external reference and the text that is searched for. */
    @Override
    public String toString() {
        return "OpenSessionQuery[" + states + " " + assignment + " " + agent + " " + priority + " " + departments + " "
                + order + "]";
    }

    /** Builds an {@link OpenSessionQuery}. Not thread-safe. */
    public static final class Builder {
        private Set<SessionState> states = Set.of(SessionState.WAITING, SessionState.ACTIVE, SessionState.ON_HOLD);
        private @Nullable Assigned assignment;
        private @Nullable AgentId agent;
        private @Nullable Priority priority;
        private @Nullable Set<String> departments;
        private @Nullable String category;
        private @Nullable String tag;
        private boolean escalated;
        private @Nullable String externalRef;
        private @Nullable String text;
        private TimeWindow started = TimeWindow.ALWAYS;
        private TimeWindow active = TimeWindow.ALWAYS;
        private Order order = Order.QUEUE;

        private Builder() {}

        private Builder(OpenSessionQuery openSessionQuery) {
            states = openSessionQuery.states;
            assignment = openSessionQuery.assignment;
            agent = openSessionQuery.agent;
            priority = openSessionQuery.priority;
            departments = openSessionQuery.departments;
            category = openSessionQuery.category;
            tag = openSessionQuery.tag;
            escalated = openSessionQuery.escalated;
            externalRef = openSessionQuery.externalRef;
            text = openSessionQuery.text;
            started = openSessionQuery.started;
            active = openSessionQuery.active;
            order = openSessionQuery.order;
        }

        /** See {@link OpenSessionQuery#states()}. Default: all open states. */
        public Builder states(Set<SessionState> value) {
            states = Objects.requireNonNull(value, "states");
            return this;
        }

        /** See {@link OpenSessionQuery#assignment()}. Default: none. */
        public Builder assignment(@Nullable Assigned value) {
            assignment = value;
            return this;
        }

        /** See {@link OpenSessionQuery#agent()}. Default: none. */
        public Builder agent(@Nullable AgentId value) {
            agent = value;
            return this;
        }

        /** See {@link OpenSessionQuery#priority()}. Default: none. */
        public Builder priority(@Nullable Priority value) {
            priority = value;
            return this;
        }

        /**
         * See {@link OpenSessionQuery#departments()}; null does not restrict the list. Throws {@link IllegalArgumentException} for more than 10, and
         * for an empty name. Default: null.
         */
        public Builder departments(@Nullable Collection<String> value) {
            departments = Departments.checked(value);
            return this;
        }

        /** See {@link OpenSessionQuery#category()}. Default: none. */
        public Builder category(@Nullable String value) {
            category = value;
            return this;
        }

        /** See {@link OpenSessionQuery#tag()}. Default: none. */
        public Builder tag(@Nullable String value) {
            tag = value;
            return this;
        }

        /** See {@link OpenSessionQuery#escalated()}. Default: false. */
        public Builder escalated(boolean value) {
            escalated = value;
            return this;
        }

        /** See {@link OpenSessionQuery#externalRef()}. Default: none. */
        public Builder externalRef(@Nullable String value) {
            externalRef = value;
            return this;
        }

        /** See {@link OpenSessionQuery#text()}. Default: none. */
        public Builder text(@Nullable String value) {
            text = value;
            return this;
        }

        /** See {@link OpenSessionQuery#started()}. Default: always. */
        public Builder started(TimeWindow value) {
            started = Objects.requireNonNull(value, "started");
            return this;
        }

        /** See {@link OpenSessionQuery#active()}. Default: always. */
        public Builder active(TimeWindow value) {
            active = Objects.requireNonNull(value, "active");
            return this;
        }

        /** See {@link OpenSessionQuery#order()}. Default: QUEUE. */
        public Builder order(Order value) {
            order = Objects.requireNonNull(value, "order");
            return this;
        }

        /** Returns the OpenSessionQuery; throws {@link IllegalArgumentException} if its parts do not agree. */
        public OpenSessionQuery build() {
            return new OpenSessionQuery(this);
        }
    }
}
