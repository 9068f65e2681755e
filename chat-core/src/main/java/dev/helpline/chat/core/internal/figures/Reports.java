package dev.helpline.chat.core.internal.figures;

import dev.helpline.chat.core.figures.ExplainRequest;
import dev.helpline.chat.core.figures.Explanation;
import dev.helpline.chat.core.figures.FigureRange;
import dev.helpline.chat.core.figures.FigureUnit;
import dev.helpline.chat.core.figures.Report;
import dev.helpline.chat.core.figures.ReportGrouping;
import dev.helpline.chat.core.figures.ReportRequest;
import dev.helpline.chat.core.figures.ReportRow;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureGroup;
import dev.helpline.chat.spi.figures.FigureQuery;
import dev.helpline.chat.spi.figures.FigureSample;
import dev.helpline.chat.spi.figures.FigureTotals;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.store.FigureStore;
import dev.helpline.chat.spi.time.TimeWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes reports of what a store returns. */
public final class Reports {
    private static final int HOURS_OF_WEEK = 168;

    private final FigureStore store;

    /** Reads from this store. */
    public Reports(FigureStore store) {
        this.store = store;
    }

    /**
     * Returns a report.
     *
     * @throws IllegalArgumentException if it has too many rows of time
     */
    public Report report(ReportRequest request) {
        FigureUnit unit = request.grouping().unit();
        if (unit != null) {
            return Report.of(request, byTime(request, request.range().buckets(unit)));
        }
        return Report.of(
                request,
                switch (request.grouping()) {
                    case NONE -> List.of(total(request.range(), request.figures(), true));
                    case HOUR_OF_WEEK -> byHourOfWeek(request);
                    default -> byGroup(request);
                });
    }

    /** Returns the one row of a whole range. */
    public ReportRow total(FigureRange range, List<Figure> figures, boolean percentiles) {
        Map<Figure, FigureTotals> totals = new EnumMap<>(Figure.class);
        for (Figure figure : figures) {
            groups(query(figure, range.window()).percentiles(percentiles && hasPercentiles(figure)))
                    .forEach(group -> totals.put(figure, group.totals()));
        }
        return ReportRow.of(range, totals);
    }

    private List<ReportRow> byTime(ReportRequest request, List<FigureRange> buckets) {
        if (buckets.isEmpty()) {
            return List.of();
        }
        List<Map<Figure, FigureTotals>> rows = empty(buckets.size());
        List<Instant> bounds = buckets.stream().map(FigureRange::from).toList();
        for (Figure figure : request.figures()) {
            groups(query(figure, request.range().window()).byTime(bounds).percentiles(hasPercentiles(figure)))
                    .forEach(group -> rows.get(Integer.parseInt(String.valueOf(group.key())))
                            .put(figure, group.totals()));
        }
        return IntStream.range(0, buckets.size())
                .mapToObj(i -> ReportRow.of(buckets.get(i), rows.get(i)))
                .toList();
    }

    private List<ReportRow> byHourOfWeek(ReportRequest request) {
        List<Map<Figure, FigureTotals>> rows = empty(HOURS_OF_WEEK);
        ZoneId zone = request.range().zone();
        for (Figure figure : request.figures()) {
            groups(query(figure, request.range().window()).by(request.grouping().grouping()))
                    .forEach(group ->
                            rows.get(hourOfWeek(group.key(), zone)).merge(figure, group.totals(), FigureTotals::plus));
        }
        return IntStream.range(0, HOURS_OF_WEEK)
                .mapToObj(i -> ReportRow.ofGroup("%d-%02d".formatted(1 + i / 24, i % 24), rows.get(i)))
                .toList();
    }

    private static int hourOfWeek(@Nullable String quarter, ZoneId zone) {
        ZonedDateTime time =
                Instant.ofEpochMilli(Long.parseLong(String.valueOf(quarter))).atZone(zone);
        return (time.getDayOfWeek().getValue() - 1) * 24 + time.getHour();
    }

    private List<ReportRow> byGroup(ReportRequest request) {
        Map<@Nullable String, Map<Figure, FigureTotals>> rows = new TreeMap<>(order(request.grouping()));
        for (Figure figure : request.figures()) {
            groups(query(figure, request.range().window())
                            .by(request.grouping().grouping())
                            .percentiles(hasPercentiles(figure)))
                    .forEach(group -> rows.computeIfAbsent(group.key(), absent -> new EnumMap<>(Figure.class))
                            .put(figure, group.totals()));
        }
        List<ReportRow> list = new ArrayList<>();
        rows.forEach((group, totals) -> list.add(ReportRow.ofGroup(group, totals)));
        return list;
    }

    private static Comparator<@Nullable String> order(ReportGrouping grouping) {
        Comparator<String> order = grouping == ReportGrouping.PRIORITY
                ? Comparator.comparing(Priority::valueOf)
                : Comparator.naturalOrder();
        return Comparator.nullsLast(order);
    }

    /** Returns a page of what is behind a number. */
    public Explanation explain(ExplainRequest request) {
        FigureQuery query = query(request.figure(), request.range().window())
                .by(request.grouping().grouping())
                .group(request.group())
                .build();
        List<FigureSample> found = store.figureSamples(query, request.after(), request.limit() + 1);
        boolean hasMore = found.size() > request.limit();
        return Explanation.of(hasMore ? found.subList(0, request.limit()) : found, hasMore);
    }

    private List<FigureGroup> groups(FigureQuery.Builder query) {
        return store.figureGroups(query.build());
    }

    private static FigureQuery.Builder query(Figure figure, TimeWindow window) {
        return FigureQuery.builder(figure, window);
    }

    private static boolean hasPercentiles(Figure figure) {
        return figure.kind() == Figure.Kind.TIME;
    }

    private static List<Map<Figure, FigureTotals>> empty(int size) {
        List<Map<Figure, FigureTotals>> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(new EnumMap<>(Figure.class));
        }
        return rows;
    }
}
