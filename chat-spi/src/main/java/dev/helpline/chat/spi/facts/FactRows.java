package dev.helpline.chat.spi.facts;

import dev.helpline.chat.spi.Experimental;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one session that reports count one by one, each with its own instant: the rows beside its {@link SessionFacts}.
 * Thread-safe: immutable.
 */
@Experimental
public final class FactRows {
    /** No row. */
    public static final FactRows NONE = new FactRows(List.of(), List.of(), List.of());

    private final List<AgentResponse> responses;
    private final List<MessageCount> messageCounts;
    private final List<AgentStint> stints;

    private FactRows(List<AgentResponse> responses, List<MessageCount> messageCounts, List<AgentStint> stints) {
        this.responses = List.copyOf(responses);
        this.messageCounts = List.copyOf(messageCounts);
        this.stints = List.copyOf(stints);
    }

    /**
     * Returns rows, without stints.
     *
     * @param responses see {@link #responses()}
     * @param messageCounts see {@link #messageCounts()}
     */
    public static FactRows of(List<AgentResponse> responses, List<MessageCount> messageCounts) {
        return new FactRows(responses, messageCounts, List.of()).orNone();
    }

    /** Returns these rows with other {@link #stints()}. */
    public FactRows withStints(List<AgentStint> values) {
        return new FactRows(responses, messageCounts, values).orNone();
    }

    private FactRows orNone() {
        return isEmpty() ? NONE : this;
    }

    /** The responses, by seq. */
    public List<AgentResponse> responses() {
        return responses;
    }

    /** The counts that are complete, by their first seqs; the one that goes on is {@link SessionFacts#counting()}. */
    public List<MessageCount> messageCounts() {
        return messageCounts;
    }

    /** The stints that are complete, by seq; the one that goes on is {@link SessionFacts#stint()}. */
    public List<AgentStint> stints() {
        return stints;
    }

    /** Returns whether there is no row. */
    public boolean isEmpty() {
        return responses.isEmpty() && messageCounts.isEmpty() && stints.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof FactRows that
                && responses.equals(that.responses)
                && messageCounts.equals(that.messageCounts)
                && stints.equals(that.stints);
    }

    @Override
    public int hashCode() {
        return Objects.hash(responses, messageCounts, stints);
    }

    /** The rows; no text of the conversation. */
    @Override
    public String toString() {
        return "FactRows[" + responses + ", " + messageCounts + ", " + stints + "]";
    }
}
