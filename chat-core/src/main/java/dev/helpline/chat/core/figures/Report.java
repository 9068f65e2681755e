package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Experimental;
import java.util.List;
import java.util.Objects;

/** The rows of a report. Thread-safe: immutable. */
@Experimental
public final class Report {
    private final ReportRequest request;
    private final List<ReportRow> rows;

    private Report(ReportRequest request, List<ReportRow> rows) {
        this.request = Objects.requireNonNull(request, "request");
        this.rows = List.copyOf(rows);
    }

    /** Returns a report. */
    public static Report of(ReportRequest request, List<ReportRow> rows) {
        return new Report(request, rows);
    }

    /** What was asked for. */
    public ReportRequest request() {
        return request;
    }

    /**
     * The rows. By time, they are in its order, and those in which nothing happened are there. Other groups are by their names, with those
     * without the property last.
     */
    public List<ReportRow> rows() {
        return rows;
    }

    @Override
    public String toString() {
        return "Report[" + request + ", " + rows + "]";
    }
}
