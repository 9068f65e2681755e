package dev.helpline.chat.spi.facts;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many messages each side wrote in one session within one quarter of an hour, as long as no more than one agent wrote. A second agent in
 * the same quarter starts another count. A quarter of an hour never crosses the border of an hour or a day, whatever the time zone of a
 * report. Thread-safe: immutable.
 */
@Experimental
public final class MessageCount {
    /** The length of the part of time that one object counts. Offsets of time zones are multiples of it. */
    public static final Duration QUARTER = Duration.ofMinutes(15);

    private final long firstSeq;
    private final Instant quarter;
    private final @Nullable AgentId agent;
    private final long customerMessages;
    private final long agentMessages;
    private final long botMessages;

    private MessageCount(Builder builder) {
        firstSeq = Checks.within("firstSeq", builder.firstSeq, 1, Long.MAX_VALUE);
        quarter = builder.quarter;
        agent = builder.agent;
        customerMessages = Checks.within("customerMessages", builder.customerMessages, 0, Long.MAX_VALUE);
        agentMessages = Checks.within("agentMessages", builder.agentMessages, 0, Long.MAX_VALUE);
        botMessages = Checks.within("botMessages", builder.botMessages, 0, Long.MAX_VALUE);
        Checks.require(quarter.equals(quarterOf(quarter)), "a count is of a whole quarter of an hour");
        Checks.require((agentMessages > 0) == (agent != null), "an agent is named exactly if an agent wrote");
    }

    /**
     * Returns a builder of a count of no messages.
     *
     * @param firstSeq see {@link #firstSeq()}
     * @param at any instant of the {@link #quarter()}
     */
    public static Builder builder(long firstSeq, Instant at) {
        return new Builder(firstSeq, quarterOf(at));
    }

    /** Returns the beginning of the quarter of an hour to which an instant belongs, counted from full hours of UTC. */
    public static Instant quarterOf(Instant at) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), QUARTER.toSeconds()) * QUARTER.toSeconds());
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The seq of the first message that it counts; no two counts of a session have the same. */
    public long firstSeq() {
        return firstSeq;
    }

    /** The UTC instant at which the quarter of an hour begins. */
    public Instant quarter() {
        return quarter;
    }

    /** The agent who wrote {@link #agentMessages()}; null if no agent wrote. */
    public @Nullable AgentId agent() {
        return agent;
    }

    /** The number of messages that the customer wrote. */
    public long customerMessages() {
        return customerMessages;
    }

    /** The number of messages that the {@link #agent()} wrote. */
    public long agentMessages() {
        return agentMessages;
    }

    /** The number of messages that bots wrote. */
    public long botMessages() {
        return botMessages;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof MessageCount that
                && firstSeq == that.firstSeq
                && quarter.equals(that.quarter)
                && Objects.equals(agent, that.agent)
                && customerMessages == that.customerMessages
                && agentMessages == that.agentMessages
                && botMessages == that.botMessages;
    }

    @Override
    public int hashCode() {
        return Objects.hash(firstSeq, quarter, customerMessages, agentMessages, botMessages);
    }

    /** The numbers; no personal data. */
    @Override
    public String toString() {
        return "MessageCount[#" + firstSeq + " " + quarter + " " + agent + " customer=" + customerMessages + " agent="
                + agentMessages + " bot=" + botMessages + "]";
    }

    /** Builds a {@link MessageCount}. Not thread-safe. */
    public static final class Builder {
        private final long firstSeq;
        private final Instant quarter;
        private @Nullable AgentId agent;
        private long customerMessages;
        private long agentMessages;
        private long botMessages;

        private Builder(long firstSeq, Instant quarter) {
            this.firstSeq = firstSeq;
            this.quarter = quarter;
        }

        private Builder(MessageCount count) {
            this(count.firstSeq, count.quarter);
            agent = count.agent;
            customerMessages = count.customerMessages;
            agentMessages = count.agentMessages;
            botMessages = count.botMessages;
        }

        /** See {@link MessageCount#customerMessages()}. Default: 0. */
        public Builder customerMessages(long value) {
            customerMessages = value;
            return this;
        }

        /** See {@link MessageCount#agent()} and {@link MessageCount#agentMessages()}, which belong together. Default: none. */
        public Builder agentMessages(@Nullable AgentId writer, long value) {
            agent = writer;
            agentMessages = value;
            return this;
        }

        /** See {@link MessageCount#botMessages()}. Default: 0. */
        public Builder botMessages(long value) {
            botMessages = value;
            return this;
        }

        /** Returns the count; throws {@link IllegalArgumentException} if its parts do not agree. */
        public MessageCount build() {
            return new MessageCount(this);
        }
    }
}
