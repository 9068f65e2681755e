package dev.helpline.chat.spi.figures;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.facts.MessageCount;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Locale;

/**
 * What reports count, and the definition of each as a function: the samples that one session with its facts adds. A figure of a group of samples is
 * their sum or their mean, by {@link #kind()}.
 */
@Experimental
public enum Figure {
    /** Sessions that were started; at their start. */
    SESSIONS(Kind.COUNT),
    /** Sessions that no agent has had yet; at their start. */
    UNASSIGNED(Kind.COUNT),
    /** From the start to the first assignment; at the start. Sessions without an assignment have none. */
    WAIT(Kind.TIME),
    /** From the start to the first response of an agent; at the start. */
    FIRST_RESPONSE(Kind.TIME),
    /** Messages of customers, agents and bots; in the quarter of an hour in which they were written. */
    MESSAGES(Kind.COUNT),
    /** Messages of customers; as {@link #MESSAGES}. */
    CUSTOMER_MESSAGES(Kind.COUNT),
    /** Messages of agents; as {@link #MESSAGES}, and each of the agent who wrote it. */
    AGENT_MESSAGES(Kind.COUNT),
    /** Messages of bots; as {@link #MESSAGES}. */
    BOT_MESSAGES(Kind.COUNT),
    /** The times of responses, each of the agent who responded; at the response. */
    RESPONSE_TIME(Kind.TIME),
    /** Sessions that have ended; at their last end. */
    ENDED(Kind.COUNT),
    /** Of the sessions that have ended, those that the customer ended, or inactivity, without any message of an agent; at the end. */
    ABANDONED(Kind.COUNT),
    /** From the start to the end; at the end. */
    DURATION(Kind.TIME),
    /** From the first assignment to the end, without the time on hold; at the end. Sessions without an assignment have none. */
    HANDLE_TIME(Kind.TIME),
    /**
     * Of the sessions that have ended and were neither abandoned nor spam, those with the outcome RESOLVED, or without an outcome and ended by an
     * agent; at the end.
     */
    RESOLUTION_RATE(Kind.SHARE),
    /** Of the sessions that have ended, those that are rated; at the end. */
    RATED_RATE(Kind.SHARE),
    /** Of the sessions that have ever ended, those that were reopened; at their first end. */
    REOPENED(Kind.COUNT),
    /** The stars of ratings; at the rating. */
    SATISFACTION(Kind.MEAN),
    /** Of the ratings, those with 4 or 5 stars; at the rating. */
    SATISFIED_RATE(Kind.SHARE);

    private final Kind kind;

    Figure(Kind kind) {
        this.kind = kind;
    }

    /** What the figure of a group of samples is. */
    public enum Kind {
        /** The sum of their values. */
        COUNT,
        /** The mean, the median and the 90th percentile of their values, in milliseconds. */
        TIME,
        /** The mean of their values, which are 0 or 1. */
        SHARE,
        /** The mean of their values. */
        MEAN
    }

    /** Returns its name in CSV and on the wire, as in {@code responseTime}. */
    public String word() {
        StringBuilder word = new StringBuilder();
        for (String part : name().toLowerCase(Locale.ROOT).split("_", -1)) {
            word.append(word.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return word.toString();
    }

    /** Returns what the figure of a group of samples is. */
    public Kind kind() {
        return kind;
    }

    /** Returns the samples of a session, in no order. */
    public List<FigureSample> samples(Session session, FactRows rows) {
        return switch (this) {
            case SESSIONS -> SessionSamples.started(session);
            case UNASSIGNED -> SessionSamples.unassigned(session);
            case WAIT -> SessionSamples.waited(session);
            case FIRST_RESPONSE -> SessionSamples.firstResponse(session);
            case MESSAGES ->
                SessionSamples.messages(
                        session, rows, count -> count.customerMessages() + count.agentMessages() + count.botMessages());
            case CUSTOMER_MESSAGES -> SessionSamples.messages(session, rows, MessageCount::customerMessages);
            case AGENT_MESSAGES -> SessionSamples.messages(session, rows, MessageCount::agentMessages);
            case BOT_MESSAGES -> SessionSamples.messages(session, rows, MessageCount::botMessages);
            case RESPONSE_TIME -> SessionSamples.responses(session, rows);
            case ENDED -> SessionSamples.ended(session);
            case ABANDONED -> SessionSamples.abandoned(session);
            case DURATION -> SessionSamples.duration(session);
            case HANDLE_TIME -> SessionSamples.handled(session);
            case RESOLUTION_RATE -> SessionSamples.resolved(session);
            case RATED_RATE -> SessionSamples.rated(session);
            case REOPENED -> SessionSamples.reopened(session);
            case SATISFACTION -> SessionSamples.stars(session);
            case SATISFIED_RATE -> SessionSamples.satisfied(session);
        };
    }
}
