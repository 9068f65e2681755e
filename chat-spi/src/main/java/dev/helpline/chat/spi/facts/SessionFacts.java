package dev.helpline.chat.spi.facts;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What reports say about a session besides what the session itself says, such as its instants, its ending and its rating. Every commit of
 * the engine writes the facts that it changes, and {@link FactAccumulator} computes the same ones from the log. Thread-safe: immutable.
 */
@Experimental
public final class SessionFacts {
    /** The version of the rules by which this version of the library computes facts. */
    public static final int VERSION = 1;

    /** Facts that are not known: of a session that was written by a version of the library with other rules, or without any. */
    public static final SessionFacts UNKNOWN = new Builder().build();

    /** The facts of a session without entries. */
    public static final SessionFacts START = new Builder().version(VERSION).build();

    private final int version;
    private final @Nullable Instant firstResponseAt;
    private final long responseCount;
    private final Duration responseTime;
    private final Duration longestResponseTime;
    private final @Nullable Instant unansweredSince;
    private final Duration heldTime;
    private final @Nullable Instant heldSince;
    private final long reopenCount;
    private final @Nullable Instant firstEndedAt;
    private final long customerMessages;
    private final long agentMessages;
    private final long botMessages;
    private final @Nullable MessageCount counting;
    private final @Nullable AgentStint stint;

    private SessionFacts(Builder builder) {
        version = (int) Checks.within("version", builder.version, 0, Integer.MAX_VALUE);
        firstResponseAt = Checks.millisOrNull(builder.firstResponseAt);
        responseCount = Checks.within("responseCount", builder.responseCount, 0, Long.MAX_VALUE);
        responseTime = millis("responseTime", builder.responseTime);
        longestResponseTime = millis("longestResponseTime", builder.longestResponseTime);
        unansweredSince = Checks.millisOrNull(builder.unansweredSince);
        heldTime = millis("heldTime", builder.heldTime);
        heldSince = Checks.millisOrNull(builder.heldSince);
        reopenCount = Checks.within("reopenCount", builder.reopenCount, 0, Long.MAX_VALUE);
        firstEndedAt = Checks.millisOrNull(builder.firstEndedAt);
        customerMessages = Checks.within("customerMessages", builder.customerMessages, 0, Long.MAX_VALUE);
        agentMessages = Checks.within("agentMessages", builder.agentMessages, 0, Long.MAX_VALUE);
        botMessages = Checks.within("botMessages", builder.botMessages, 0, Long.MAX_VALUE);
        counting = builder.counting;
        stint = builder.stint;
        Checks.require(stint == null || stint.until() == null, "the stint goes on");
    }

    private static Duration millis(String name, Duration value) {
        return Duration.ofMillis(Checks.within(name, value.toMillis(), 0, Long.MAX_VALUE));
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns whether they were computed by the rules of this version of the library. */
    public boolean isCurrent() {
        return version == VERSION;
    }

    /** The version of the rules by which they were computed, {@link #VERSION} in this version of the library; 0 if they are unknown. */
    public int version() {
        return version;
    }

    /** The instant of the first response of an agent, at millisecond precision; null if there is none. */
    public @Nullable Instant firstResponseAt() {
        return firstResponseAt;
    }

    /** The number of responses. */
    public long responseCount() {
        return responseCount;
    }

    /** The sum of the times of all responses, in milliseconds. */
    public Duration responseTime() {
        return responseTime;
    }

    /** The longest time of a response, in milliseconds; zero without responses. */
    public Duration longestResponseTime() {
        return longestResponseTime;
    }

    /** Since when the customer waits for a response: the instant of the earliest message without one; null if there is none, or if the session has ended. */
    public @Nullable Instant unansweredSince() {
        return unansweredSince;
    }

    /** For how long the session was on hold, in milliseconds, without the hold that goes on. */
    public Duration heldTime() {
        return heldTime;
    }

    /** Since when the session is on hold; null if it is not. */
    public @Nullable Instant heldSince() {
        return heldSince;
    }

    /** How often the session was reopened. */
    public long reopenCount() {
        return reopenCount;
    }

    /** When the session ended for the first time; null if it never has. */
    public @Nullable Instant firstEndedAt() {
        return firstEndedAt;
    }

    /** The number of messages that the customer wrote. */
    public long customerMessages() {
        return customerMessages;
    }

    /** The number of messages that agents wrote. */
    public long agentMessages() {
        return agentMessages;
    }

    /** The number of messages that bots wrote. */
    public long botMessages() {
        return botMessages;
    }

    /** The count of the newest messages, to which the next message may belong; null if there is none, as after the end. */
    public @Nullable MessageCount counting() {
        return counting;
    }

    /** The stint of the agent who has the session; null if no agent has it. */
    public @Nullable AgentStint stint() {
        return stint;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof SessionFacts that
                && version == that.version
                && Objects.equals(firstResponseAt, that.firstResponseAt)
                && responseCount == that.responseCount
                && responseTime.equals(that.responseTime)
                && longestResponseTime.equals(that.longestResponseTime)
                && Objects.equals(unansweredSince, that.unansweredSince)
                && heldTime.equals(that.heldTime)
                && Objects.equals(heldSince, that.heldSince)
                && reopenCount == that.reopenCount
                && Objects.equals(firstEndedAt, that.firstEndedAt)
                && customerMessages == that.customerMessages
                && agentMessages == that.agentMessages
                && botMessages == that.botMessages
                && Objects.equals(counting, that.counting)
                && Objects.equals(stint, that.stint);
    }

    @Override
    public int hashCode() {
        return Objects.hash(version, responseCount, responseTime, customerMessages, agentMessages, botMessages);
    }

    /** All of them; no personal data but the ids of agents. */
    @Override
    public String toString() {
        return "SessionFacts[v" + version
                + " firstResponseAt=" + firstResponseAt
                + " responseCount=" + responseCount
                + " responseTime=" + responseTime
                + " longestResponseTime=" + longestResponseTime
                + " unansweredSince=" + unansweredSince
                + " heldTime=" + heldTime
                + " heldSince=" + heldSince
                + " reopenCount=" + reopenCount
                + " firstEndedAt=" + firstEndedAt
                + " customerMessages=" + customerMessages
                + " agentMessages=" + agentMessages
                + " botMessages=" + botMessages
                + " counting=" + counting
                + " stint=" + stint
                + "]";
    }

    /** Builds {@link SessionFacts}. Not thread-safe. */
    public static final class Builder {
        private int version;
        private @Nullable Instant firstResponseAt;
        private long responseCount;
        private Duration responseTime = Duration.ZERO;
        private Duration longestResponseTime = Duration.ZERO;
        private @Nullable Instant unansweredSince;
        private Duration heldTime = Duration.ZERO;
        private @Nullable Instant heldSince;
        private long reopenCount;
        private @Nullable Instant firstEndedAt;
        private long customerMessages;
        private long agentMessages;
        private long botMessages;
        private @Nullable MessageCount counting;
        private @Nullable AgentStint stint;

        private Builder() {}

        private Builder(SessionFacts facts) {
            version = facts.version;
            firstResponseAt = facts.firstResponseAt;
            responseCount = facts.responseCount;
            responseTime = facts.responseTime;
            longestResponseTime = facts.longestResponseTime;
            unansweredSince = facts.unansweredSince;
            heldTime = facts.heldTime;
            heldSince = facts.heldSince;
            reopenCount = facts.reopenCount;
            firstEndedAt = facts.firstEndedAt;
            customerMessages = facts.customerMessages;
            agentMessages = facts.agentMessages;
            botMessages = facts.botMessages;
            counting = facts.counting;
            stint = facts.stint;
        }

        /** See {@link SessionFacts#version()}. Default: 0. */
        public Builder version(int value) {
            version = value;
            return this;
        }

        /** See {@link SessionFacts#firstResponseAt()}. Default: none. */
        public Builder firstResponseAt(@Nullable Instant value) {
            firstResponseAt = value;
            return this;
        }

        /** See {@link SessionFacts#responseCount()}. Default: 0. */
        public Builder responseCount(long value) {
            responseCount = value;
            return this;
        }

        /** See {@link SessionFacts#responseTime()}. Default: zero. */
        public Builder responseTime(Duration value) {
            responseTime = Objects.requireNonNull(value, "responseTime");
            return this;
        }

        /** See {@link SessionFacts#longestResponseTime()}. Default: zero. */
        public Builder longestResponseTime(Duration value) {
            longestResponseTime = Objects.requireNonNull(value, "longestResponseTime");
            return this;
        }

        /** See {@link SessionFacts#unansweredSince()}. Default: none. */
        public Builder unansweredSince(@Nullable Instant value) {
            unansweredSince = value;
            return this;
        }

        /** See {@link SessionFacts#heldTime()}. Default: zero. */
        public Builder heldTime(Duration value) {
            heldTime = Objects.requireNonNull(value, "heldTime");
            return this;
        }

        /** See {@link SessionFacts#heldSince()}. Default: none. */
        public Builder heldSince(@Nullable Instant value) {
            heldSince = value;
            return this;
        }

        /** See {@link SessionFacts#reopenCount()}. Default: 0. */
        public Builder reopenCount(long value) {
            reopenCount = value;
            return this;
        }

        /** See {@link SessionFacts#firstEndedAt()}. Default: none. */
        public Builder firstEndedAt(@Nullable Instant value) {
            firstEndedAt = value;
            return this;
        }

        /** See {@link SessionFacts#customerMessages()}. Default: 0. */
        public Builder customerMessages(long value) {
            customerMessages = value;
            return this;
        }

        /** See {@link SessionFacts#agentMessages()}. Default: 0. */
        public Builder agentMessages(long value) {
            agentMessages = value;
            return this;
        }

        /** See {@link SessionFacts#botMessages()}. Default: 0. */
        public Builder botMessages(long value) {
            botMessages = value;
            return this;
        }

        /** See {@link SessionFacts#counting()}. Default: none. */
        public Builder counting(@Nullable MessageCount value) {
            counting = value;
            return this;
        }

        /** See {@link SessionFacts#stint()}. Default: none. */
        public Builder stint(@Nullable AgentStint value) {
            stint = value;
            return this;
        }

        /** Returns the facts; throws {@link IllegalArgumentException} if a number is negative or the stint has ended. */
        public SessionFacts build() {
            return new SessionFacts(this);
        }
    }
}
