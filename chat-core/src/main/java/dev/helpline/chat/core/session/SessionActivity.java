package dev.helpline.chat.core.session;

import dev.helpline.chat.spi.cursor.MarkHistory;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes on in a session beside its log: the participants who are typing and present, and how far each side has read. It is kept in
 * memory and told to clients; only the read marks are stored, and later than they change. Thread-safe: immutable.
 *
 * <p>Each side sees it from its own place: a caller is not told about the caller's own typing and delivery.
 */
public final class SessionActivity {
    /** For so long a participant counts as typing after the last sign of it. */
    public static final Duration TYPING_LASTS = Duration.ofSeconds(10);

    /**
     * For so long a customer counts as present after a poll, or after the end of a subscription. Longer than {@link
     * dev.helpline.chat.core.poll.PollRequest#MAX_WAIT}, so a customer whose poll waits stays present.
     */
    public static final Duration PRESENCE_LASTS = Duration.ofSeconds(30);

    /** Nothing is known. */
    public static final SessionActivity NONE = builder().build();

    private final List<Author> typing;
    private final boolean customerOnline;
    private final boolean agentOnline;
    private final ReadMark customer;
    private final ReadMark agents;
    private final long agentReadSeq;

    private SessionActivity(Builder builder) {
        typing = List.copyOf(builder.typing);
        customerOnline = builder.customerOnline;
        agentOnline = builder.agentOnline;
        customer = builder.customer;
        agents = builder.agents;
        agentReadSeq = builder.agentReadSeq;
    }

    /** Returns a builder of an activity of which nothing is known. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.typing = typing;
        builder.customerOnline = customerOnline;
        builder.agentOnline = agentOnline;
        builder.customer = customer;
        builder.agents = agents;
        builder.agentReadSeq = agentReadSeq;
        return builder;
    }

    /** The participants who are typing, in the order in which they began. */
    public List<Author> typing() {
        return typing;
    }

    /** Whether the customer polled, sent or was subscribed within {@link #PRESENCE_LASTS}. */
    public boolean customerOnline() {
        return customerOnline;
    }

    /** Whether the agent who has the session called the engine within {@link WaitEstimate#AGENT_SEEN_WITHIN}. */
    public boolean agentOnline() {
        return agentOnline;
    }

    /** How far the customer has read, and when. */
    public ReadMark customer() {
        return customer;
    }

    /** How far the agents have read, and when: an entry counts as read once any agent has read it. */
    public ReadMark agents() {
        return agents;
    }

    /** The seq up to which the agent who has the session has read it; 0 if no agent has it, and for customers. */
    public long agentReadSeq() {
        return agentReadSeq;
    }

    /**
     * When the side that did not write the message first had it: for a customer's message any agent, for a message of an agent or a bot
     * the customer. Empty until then, for a message of the system, and for an entry that is no message. Never before the message itself;
     * later than the true instant at most as {@link MarkHistory} says.
     */
    public Optional<Instant> deliveredAt(Entry message) {
        ReadMark mark = otherSideOf(message);
        return earlier(mark.delivered().passedAt(message.seq()), mark.read().passedAt(message.seq()))
                .map(at -> notBefore(message, at));
    }

    /** When the side that did not write the message read it; otherwise as {@link #deliveredAt}. */
    public Optional<Instant> readAt(Entry message) {
        return otherSideOf(message).read().passedAt(message.seq()).map(at -> notBefore(message, at));
    }

    private ReadMark otherSideOf(Entry message) {
        if (!message.isMessage()) {
            return ReadMark.NONE;
        }
        return switch (message.author().type()) {
            case CUSTOMER -> agents;
            case AGENT, BOT -> customer;
            case SYSTEM -> ReadMark.NONE;
        };
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent() && other.get().isBefore(one.get()) ? other : one;
    }

    /** Clocks of nodes differ: the one that took the message may be ahead of the one at which it was read. */
    private static Instant notBefore(Entry message, Instant at) {
        return at.isBefore(message.at()) ? message.at() : at;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof SessionActivity that
                && typing.equals(that.typing)
                && customerOnline == that.customerOnline
                && agentOnline == that.agentOnline
                && customer.equals(that.customer)
                && agents.equals(that.agents)
                && agentReadSeq == that.agentReadSeq;
    }

    @Override
    public int hashCode() {
        return Objects.hash(typing, customerOnline, agentOnline, customer, agents, agentReadSeq);
    }

    @Override
    public String toString() {
        return "SessionActivity[typing " + typing + ", customer " + (customerOnline ? "online " : "offline ") + customer
                + ", agent " + (agentOnline ? "online " : "offline ") + agents + "]";
    }

    /** Builds a {@link SessionActivity}. Not thread-safe. */
    public static final class Builder {
        private List<Author> typing = List.of();
        private boolean customerOnline;
        private boolean agentOnline;
        private ReadMark customer = ReadMark.NONE;
        private ReadMark agents = ReadMark.NONE;
        private long agentReadSeq;

        private Builder() {}

        /** See {@link SessionActivity#typing}. Default: none. */
        public Builder typing(List<Author> value) {
            typing = Objects.requireNonNull(value, "typing");
            return this;
        }

        /** See {@link SessionActivity#customerOnline}. Default: false. */
        public Builder customerOnline(boolean value) {
            customerOnline = value;
            return this;
        }

        /** See {@link SessionActivity#agentOnline}. Default: false. */
        public Builder agentOnline(boolean value) {
            agentOnline = value;
            return this;
        }

        /** See {@link SessionActivity#customer}. Default: none. */
        public Builder customer(ReadMark value) {
            customer = Objects.requireNonNull(value, "customer");
            return this;
        }

        /** See {@link SessionActivity#agents}. Default: none. */
        public Builder agents(ReadMark value) {
            agents = Objects.requireNonNull(value, "agents");
            return this;
        }

        /** See {@link SessionActivity#agentReadSeq}. Default: 0. */
        public Builder agentReadSeq(long value) {
            agentReadSeq = value;
            return this;
        }

        /** Returns the activity. */
        public SessionActivity build() {
            return new SessionActivity(this);
        }
    }
}
