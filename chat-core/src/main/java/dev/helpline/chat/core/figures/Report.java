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

    /**
     * Returns the report as CSV by RFC 4180: a header and a line for each row, each with its line break. A row begins with {@code from} and {@code
     * to}, or with {@code group}; of each figure it has the value, for times also {@code median} and {@code p90}, and over how many it is. What a
     * spreadsheet would take for a formula has an apostrophe before it.
     */
    public List<String> csv() {
        return ReportCsv.lines(this);
    }

    @Override
    public String toString() {
        return "Report[" + request + ", " + rows + "]";
    }
}
