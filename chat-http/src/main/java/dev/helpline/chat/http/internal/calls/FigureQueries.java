package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.figures.ExplainRequest;
import dev.helpline.chat.core.figures.FigureRange;
import dev.helpline.chat.core.figures.ReportGrouping;
import dev.helpline.chat.http.internal.wire.PageCursors;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WireFigures;
import dev.helpline.chat.http.internal.wire.WireTime;
import dev.helpline.chat.spi.figures.Figure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the queries of the calls for figures. */
final class FigureQueries {
    /** The longest reason of an end, which is the longest name of a group. */
    private static final int MAX_GROUP = 1_000;

    private static final int MAX_ZONE = 64;
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** The groupings by their names. */
    private static final Map<String, ReportGrouping> GROUPINGS = groupings();

    private FigureQueries() {}

    private static Map<String, ReportGrouping> groupings() {
        Map<String, ReportGrouping> groupings = new LinkedHashMap<>();
        for (ReportGrouping grouping : ReportGrouping.values()) {
            groupings.put(
                    switch (grouping) {
                        case HOUR_OF_WEEK -> "hourOfWeek";
                        case END_REASON -> "endReason";
                        default -> grouping.name().toLowerCase(Locale.ROOT);
                    },
                    grouping);
        }
        return groupings;
    }

    /** The range; today in the time zone if neither bound is there. */
    static FigureRange range(Query query, InstantSource clock) {
        ZoneId zone = zone(Optional.ofNullable(query.bounded("tz", MAX_ZONE)).orElse("UTC"));
        Optional<String> from = query.text("from");
        Optional<String> to = query.text("to");
        if (from.isEmpty() && to.isEmpty()) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
            return FigureRange.ofDays(today, today.plusDays(1), zone);
        }
        if (from.isEmpty() || to.isEmpty()) {
            throw invalid("from and to go together");
        }
        return made(() -> FigureRange.of(instant("from", from.get(), zone), instant("to", to.get(), zone), zone));
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            throw invalid("tz must be the id of a time zone");
        }
    }

    private static Instant instant(String name, String text, ZoneId zone) {
        if (!DAY.matcher(text).matches()) {
            return WireTime.parse(text).orElseThrow(() -> invalid(name + " must be an instant or a day of ISO 8601"));
        }
        try {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException noDay) {
            throw invalid(name + " is no day");
        }
    }

    /** The name of the grouping. */
    static String groupBy(Query query, String absent) {
        return query.text("groupBy").orElse(absent);
    }

    static ReportGrouping grouping(String groupBy) {
        return Query.choose("groupBy", groupBy, GROUPINGS);
    }

    /** The figures of a report, by the names by which it asks for them; all of the grouping if it names none. */
    static Map<String, Figure> figures(Query query, ReportGrouping grouping) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        Optional<String> asked = query.text("figures");
        if (asked.isEmpty()) {
            grouping.figures().forEach(figure -> figures.put(figure.word(), figure));
        }
        for (String name : asked.map(text -> List.of(text.split(",", -1))).orElse(List.of())) {
            Figure figure = Query.choose("figures", name, WireFigures.NAMES);
            if (figures.containsValue(figure)) {
                throw invalid("figures must not have " + name + " twice");
            }
            figures.put(name, figure);
        }
        return figures;
    }

    /** What to explain. */
    static ExplainRequest explanation(Query query, InstantSource clock) {
        Figure figure = query.word("figure", WireFigures.NAMES).orElseThrow(() -> invalid("figure is required"));
        FigureRange range = range(query, clock);
        String groupBy = groupBy(query, "");
        String group = query.bounded("group", MAX_GROUP);
        String after = query.cursor("after").orElse("");
        if (groupBy.isEmpty() && group != null) {
            throw invalid("group goes with groupBy");
        }
        return made(() -> {
            ExplainRequest.Builder request = ExplainRequest.builder(figure, range)
                    .after(after.isEmpty() ? null : PageCursors.figureSample(after))
                    .limit(query.positive("limit", PageQuery.DEFAULT_LIMIT, ExplainRequest.MAX_LIMIT));
            if (!groupBy.isEmpty()) {
                ReportGrouping grouping = grouping(groupBy);
                request.group(grouping, key(grouping, group));
            }
            return request.build();
        });
    }

    private static @Nullable String key(ReportGrouping grouping, @Nullable String group) {
        return grouping == ReportGrouping.PRIORITY && group != null ? group.toUpperCase(Locale.ROOT) : group;
    }

    static <T> T made(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Refusal invalid(String message) {
        return new Refusal(WireError.VALIDATION_ERROR, message);
    }
}
