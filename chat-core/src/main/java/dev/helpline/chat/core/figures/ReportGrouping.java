package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureGrouping;
import dev.helpline.chat.spi.session.Priority;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the rows of a report are. */
@Experimental
public enum ReportGrouping {
    /** One row for the whole range. */
    NONE(FigureGrouping.NONE, null),
    /** A row for each hour of the range. */
    HOUR(FigureGrouping.TIME, FigureUnit.HOUR),
    /** A row for each day. */
    DAY(FigureGrouping.TIME, FigureUnit.DAY),
    /** A row for each week, from Monday. */
    WEEK(FigureGrouping.TIME, FigureUnit.WEEK),
    /** A row for each month. */
    MONTH(FigureGrouping.TIME, FigureUnit.MONTH),
    /** A row for each of the 168 hours of a week, in which all weeks of the range are summed up. Without percentiles. */
    HOUR_OF_WEEK(FigureGrouping.QUARTER, null),
    /** A row for each agent; a session belongs to the agent who has it or had it last, a message or response to its writer. */
    AGENT(FigureGrouping.AGENT, null),
    /** A row for each department. */
    DEPARTMENT(FigureGrouping.DEPARTMENT, null),
    /** A row for each category. */
    CATEGORY(FigureGrouping.CATEGORY, null),
    /** A row for each priority. */
    PRIORITY(FigureGrouping.PRIORITY, null),
    /** A row for each tag; a session with several is in several rows. */
    TAG(FigureGrouping.TAG, null),
    /** A row for each reason of an end, in the words of who ended the session. */
    END_REASON(FigureGrouping.END_REASON, null),
    /** A row for each number of stars. */
    STARS(FigureGrouping.STARS, null);

    private static final Set<Figure> WITHOUT_AGENT =
            EnumSet.of(Figure.UNASSIGNED, Figure.MESSAGES, Figure.CUSTOMER_MESSAGES, Figure.BOT_MESSAGES);

    private static final Set<String> PRIORITIES =
            Stream.of(Priority.values()).map(Priority::name).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> STARS_GIVEN = Set.of("1", "2", "3", "4", "5");

    private final FigureGrouping grouping;
    private final @Nullable FigureUnit unit;

    ReportGrouping(FigureGrouping grouping, @Nullable FigureUnit unit) {
        this.grouping = grouping;
        this.unit = unit;
    }

    /** By what a store groups for it. */
    public FigureGrouping grouping() {
        return grouping;
    }

    /** The unit of time of the rows; null if rows are no parts of the range. */
    public @Nullable FigureUnit unit() {
        return unit;
    }

    /** Whether the rows are no parts of the range. */
    boolean hasKeys() {
        return this == HOUR_OF_WEEK || hasGroups();
    }

    /** Whether the rows are of what sessions have, so that {@link Figures#explain} can name one. */
    public boolean hasGroups() {
        return compareTo(AGENT) >= 0;
    }

    /** Returns whether a row can be of this group. */
    boolean canBe(@Nullable String group) {
        return hasGroups()
                && (group == null
                        || switch (this) {
                            case PRIORITY -> PRIORITIES.contains(group);
                            case STARS -> STARS_GIVEN.contains(group);
                            default -> true;
                        });
    }

    /** Returns the figures that such a report can have. */
    public Set<Figure> figures() {
        return switch (this) {
            case AGENT -> EnumSet.complementOf(EnumSet.copyOf(WITHOUT_AGENT));
            case STARS -> EnumSet.of(Figure.SATISFACTION);
            default -> EnumSet.allOf(Figure.class);
        };
    }
}
