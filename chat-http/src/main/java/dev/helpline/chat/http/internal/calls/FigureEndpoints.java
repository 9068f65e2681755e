package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.figures.ExplainRequest;
import dev.helpline.chat.core.figures.Figures;
import dev.helpline.chat.core.figures.Report;
import dev.helpline.chat.core.figures.ReportGrouping;
import dev.helpline.chat.core.figures.ReportRequest;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.exchange.ExportResult;
import dev.helpline.chat.http.internal.wire.WireAnalytics;
import dev.helpline.chat.http.internal.wire.WireExplanation;
import dev.helpline.chat.http.internal.wire.WireLiveBoard;
import dev.helpline.chat.http.internal.wire.WireReport;
import dev.helpline.chat.spi.figures.Figure;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The calls for figures. */
final class FigureEndpoints {
    private static final Map<String, Boolean> IS_CSV = Map.of("json", false, "csv", true);

    private final Participants participants;
    private final InstantSource clock;

    FigureEndpoints(Participants participants, InstantSource clock) {
        this.participants = participants;
        this.clock = clock;
    }

    CallResult board(Request request) {
        return new CallResult(WireLiveBoard.of(figures(request).board()), "This is the live board");
    }

    /** The main figures of a range. */
    CallResult analytics(Request request) {
        return new CallResult(
                WireAnalytics.of(figures(request).analytics(FigureQueries.range(request.query(), clock))),
                "These are the figures");
    }

    /** A report, as JSON or as CSV. */
    CallResult report(Request request) {
        Figures figures = figures(request);
        Query query = request.query();
        String groupBy = FigureQueries.groupBy(query, "day");
        ReportGrouping grouping = FigureQueries.grouping(groupBy);
        Map<String, Figure> names = FigureQueries.figures(query, grouping);
        boolean isCsv = query.word("format", IS_CSV).orElse(false);
        ReportRequest asked = FigureQueries.made(() -> ReportRequest.builder(FigureQueries.range(query, clock))
                .by(grouping)
                .figures(List.copyOf(names.values()))
                .build());
        Report report = figures.report(asked);
        return isCsv
                ? new CallResult(
                        new ExportResult(
                                report.csv().iterator(), "text/csv; charset=utf-8; header=present", "report.csv"),
                        "")
                : new CallResult(WireReport.of(report, groupBy, names), "This is the report");
    }

    /** What is behind a number of a report. */
    CallResult explain(Request request) {
        Figures figures = figures(request);
        ExplainRequest asked = FigureQueries.explanation(request.query(), clock);
        return new CallResult(
                WireExplanation.of(request.query().text("figure").orElseThrow(), figures.explain(asked)),
                "This is what is behind the number");
    }

    private Figures figures(Request request) {
        return participants.desk(request.caller()).figures();
    }
}
