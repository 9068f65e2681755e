package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.figures.Figure;
import java.util.List;
import java.util.Objects;

/** The main figures of a range, what goes on now, and how this node performs. Thread-safe: immutable. */
@Experimental
public final class Analytics {
    /** The figures that are there. */
    public static final List<Figure> FIGURES =
            List.of(Figure.SESSIONS, Figure.DURATION, Figure.MESSAGES, Figure.SATISFACTION, Figure.RESOLUTION_RATE);

    private final FigureRange range;
    private final ReportRow totals;
    private final LiveBoard board;
    private final Performance performance;

    private Analytics(FigureRange range, ReportRow totals, LiveBoard board, Performance performance) {
        this.range = Objects.requireNonNull(range, "range");
        this.totals = Objects.requireNonNull(totals, "totals");
        this.board = Objects.requireNonNull(board, "board");
        this.performance = Objects.requireNonNull(performance, "performance");
    }

    /** Returns analytics of these parts. */
    public static Analytics of(FigureRange range, ReportRow totals, LiveBoard board, Performance performance) {
        return new Analytics(range, totals, board, performance);
    }

    /** The range of the figures. */
    public FigureRange range() {
        return range;
    }

    /** The {@link #FIGURES} over the range, of all nodes, without percentiles. */
    public ReportRow totals() {
        return totals;
    }

    /** What goes on now, at all nodes. */
    public LiveBoard board() {
        return board;
    }

    /** How this node performed in the last 15 minutes. */
    public Performance performance() {
        return performance;
    }

    @Override
    public String toString() {
        return "Analytics[" + range + ", " + totals + ", " + board + ", " + performance + "]";
    }
}
