package dev.helpline.chat.spi.figures;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one session adds to a figure at one time. Thread-safe: immutable. */
@Experimental
public final class FigureSample {
    /** By time, then by session and seq. */
    public static final Comparator<FigureSample> ORDER = Comparator.comparing(FigureSample::at)
            .thenComparing(FigureSample::session)
            .thenComparing(FigureSample::seq);

    private final SessionId session;
    private final Instant at;
    private final long seq;
    private final long value;
    private final @Nullable AgentId agent;

    private FigureSample(Builder builder) {
        session = Objects.requireNonNull(builder.session, "session");
        at = Checks.millis(builder.at);
        seq = Checks.within("seq", builder.seq, 0, Long.MAX_VALUE);
        value = Checks.within("value", builder.value, 0, Long.MAX_VALUE);
        agent = builder.agent;
    }

    /**
     * Returns a builder of a sample with the value 0.
     *
     * @param session see {@link #session()}
     * @param at see {@link #at()}
     */
    public static Builder builder(SessionId session, Instant at) {
        return new Builder(session, at);
    }

    /** The session. */
    public SessionId session() {
        return session;
    }

    /** The UTC instant at which it counts, at millisecond precision. */
    public Instant at() {
        return at;
    }

    /** The seq of the message of which it tells; 0 if it tells of the session. No two samples of a session and a figure have the same. */
    public long seq() {
        return seq;
    }

    /** The number, from 0; times are in milliseconds. */
    public long value() {
        return value;
    }

    /** The agent to whom it belongs: who wrote, or else who has the session or had it last; null if there is none. */
    public @Nullable AgentId agent() {
        return agent;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FigureSample that
                && session.equals(that.session)
                && at.equals(that.at)
                && seq == that.seq
                && value == that.value
                && Objects.equals(agent, that.agent);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, at, seq, value);
    }

    @Override
    public String toString() {
        return "FigureSample[" + session + " #" + seq + " " + at + " " + value + " " + agent + "]";
    }

    /** Builds a {@link FigureSample}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private final Instant at;
        private long seq;
        private long value;
        private @Nullable AgentId agent;

        private Builder(SessionId session, Instant at) {
            this.session = session;
            this.at = at;
        }

        /** See {@link FigureSample#seq()}. Default: 0. */
        public Builder seq(long number) {
            seq = number;
            return this;
        }

        /** See {@link FigureSample#value()}. Default: 0. */
        public Builder value(long number) {
            value = number;
            return this;
        }

        /** See {@link FigureSample#agent()}. Default: none. */
        public Builder agent(@Nullable AgentId id) {
            agent = id;
            return this;
        }

        /** Returns the sample; throws {@link IllegalArgumentException} if a number is negative. */
        public FigureSample build() {
            return new FigureSample(this);
        }
    }
}
