package dev.helpline.chat.core.figures;

import dev.helpline.chat.core.internal.text.CsvText;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureTotals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report as CSV. */
final class ReportCsv {
    private ReportCsv() {}

    static List<String> lines(Report report) {
        List<Figure> figures = report.request().figures();
        boolean isByTime = !report.request().grouping().hasKeys();
        List<String> lines = new ArrayList<>();
        lines.add(CsvText.line(header(figures, isByTime)));
        report.rows().forEach(row -> lines.add(CsvText.line(cells(row, figures))));
        return lines;
    }

    private static List<String> header(List<Figure> figures, boolean isByTime) {
        List<String> names = new ArrayList<>(isByTime ? List.of("from", "to") : List.of("group"));
        for (Figure figure : figures) {
            names.add(figure.word());
            if (figure.kind() == Figure.Kind.TIME) {
                names.add(figure.word() + ".median");
                names.add(figure.word() + ".p90");
            }
            names.add(figure.word() + ".over");
        }
        return names;
    }

    private static List<@Nullable Object> cells(ReportRow row, List<Figure> figures) {
        List<@Nullable Object> cells = new ArrayList<>();
        FigureRange range = row.range();
        if (range == null) {
            cells.add(row.group());
        } else {
            cells.add(range.from());
            cells.add(range.to());
        }
        for (Figure figure : figures) {
            FigureTotals totals = row.totals(figure);
            cells.add(totals.value(figure));
            if (figure.kind() == Figure.Kind.TIME) {
                cells.add(totals.median());
                cells.add(totals.p90());
            }
            cells.add(totals.count());
        }
        return cells;
    }
}
