package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.core.figures.FigureRange;
import dev.helpline.chat.core.figures.Report;
import dev.helpline.chat.core.figures.ReportGrouping;
import dev.helpline.chat.core.figures.ReportRow;
import dev.helpline.chat.spi.figures.Figure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report, as JSON. */
public record WireReport(String from, String to, String tz, String groupBy, List<WireFigure> figures, List<Row> rows) {
    /** What a figure of the report is. */
    record WireFigure(String name, String kind, String definition) {}

    /** A row: a part of the range, or a group; neither for what has no such property. */
    record Row(
            @Nullable String from,
            @Nullable String to,
            @Nullable String group,
            @Nullable Integer weekday,
            @Nullable Integer hour,
            Map<String, WireFigures.Value> values) {}

    /**
     * Returns a report.
     *
     * @param groupBy the name of its grouping
     * @param names the names of its figures, in their order
     */
    public static WireReport of(Report report, String groupBy, Map<String, Figure> names) {
        FigureRange range = report.request().range();
        return new WireReport(
                WireTime.format(range.from()),
                WireTime.format(range.to()),
                range.zone().getId(),
                groupBy,
                names.entrySet().stream()
                        .map(named -> new WireFigure(
                                named.getKey(),
                                WireNames.of(named.getValue().kind()),
                                WireFigures.definition(named.getValue())))
                        .toList(),
                report.rows().stream()
                        .map(row -> row(row, report.request().grouping(), names))
                        .toList());
    }

    private static Row row(ReportRow row, ReportGrouping grouping, Map<String, Figure> names) {
        Map<String, WireFigures.Value> values = new LinkedHashMap<>();
        names.forEach((name, figure) -> values.put(name, WireFigures.Value.of(figure, row.totals(figure))));
        FigureRange range = row.range();
        String group = row.group();
        String hour = grouping == ReportGrouping.HOUR_OF_WEEK ? group : null;
        return new Row(
                range == null ? null : WireTime.format(range.from()),
                range == null ? null : WireTime.format(range.to()),
                group == null || grouping != ReportGrouping.PRIORITY ? group : group.toLowerCase(Locale.ROOT),
                hour == null ? null : (Integer) Integer.parseInt(hour.substring(0, 1)),
                hour == null ? null : (Integer) Integer.parseInt(hour.substring(2)),
                values);
    }
}
