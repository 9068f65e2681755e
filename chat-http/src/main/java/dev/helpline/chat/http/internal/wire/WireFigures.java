package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureTotals;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names and definitions of figures, and their values as JSON. */
public final class WireFigures {
    /** The figures by the names by which a report can ask for them; the last three are those of an earlier system. */
    public static final Map<String, Figure> NAMES = names();

    private WireFigures() {}

    private static Map<String, Figure> names() {
        Map<String, Figure> names = new LinkedHashMap<>();
        Arrays.stream(Figure.values()).forEach(figure -> names.put(figure.word(), figure));
        names.put("SESSION_CREATED", Figure.SESSIONS);
        names.put("MESSAGE_SENT", Figure.MESSAGES);
        names.put("SESSION_ENDED", Figure.ENDED);
        return Collections.unmodifiableMap(names);
    }

    /**
     * A figure of a row.
     *
     * @param value absent for a mean over nothing
     * @param median only of times, with samples
     * @param p90 only of times, with samples
     * @param over the number of samples
     */
    public record Value(
            @Nullable Number value,
            @Nullable Long median,
            @Nullable Long p90,
            long over) {
        static Value of(Figure figure, FigureTotals totals) {
            return new Value(totals.value(figure), totals.median(), totals.p90(), totals.count());
        }
    }

    /** Returns what a figure says, for people. */
    static String definition(Figure figure) {
        return switch (figure) {
            case SESSIONS -> "Sessions that were started; at their start";
            case UNASSIGNED -> "Sessions that no agent has had yet; at their start";
            case WAIT -> "Time from the start to the first assignment; at the start";
            case FIRST_RESPONSE -> "Time from the start to the first response of an agent; at the start";
            case MESSAGES -> "Messages of customers, agents and bots";
            case CUSTOMER_MESSAGES -> "Messages of customers";
            case AGENT_MESSAGES -> "Messages of agents";
            case BOT_MESSAGES -> "Messages of bots";
            case RESPONSE_TIME ->
                "Time from the customer's earliest message without a response to the agent's next message; at the response";
            case ENDED -> "Sessions that ended and are not open again; at their last end";
            case ABANDONED ->
                "Ended sessions that the customer or inactivity ended without any message of an agent; at the end";
            case DURATION -> "Time from the start to the end; at the end";
            case HANDLE_TIME -> "Time from the first assignment to the end, without the time on hold; at the end";
            case RESOLUTION_RATE ->
                "Share of resolved sessions among those that ended and were neither abandoned nor spam; at the end";
            case RATED_RATE -> "Share of rated sessions among those that ended; at the end";
            case REOPENED -> "Sessions that were reopened, of those that ever ended; at their first end";
            case SATISFACTION -> "Mean of the stars; at the rating";
            case SATISFIED_RATE -> "Share of 4 and 5 stars among ratings; at the rating";
        };
    }
}
