package dev.helpline.benchmarks;

import java.util.Locale;

/** Formats a report as text. */
final class ReportText {
    private static final String LINE = "| %-12s | %-26s | %8s | %17s | %6s | %8s | %8s | %8s | %11s | %11s |%n";

    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    static String of(Report report) {
        ReportText text = new ReportText();
        text.environment(report);
        report.tables().forEach(text::table);
        return text.text.toString();
    }

    private void environment(Report report) {
        Environment on = report.environment();
        add("%s (%s)%n", on.database(), on.settings());
        add("%d processors, Java %s%n", on.processors(), on.java());
        add("load %.2f before, %.2f after%n", on.loadBefore(), on.loadAfter());
        add(
                "%d rounds of %d ms for each, senders are %s threads%n",
                report.rounds(), report.roundMillis(), report.threads());
    }

    private void table(Report.Table table) {
        Disk disk = table.disk();
        add(
                "%n%d senders; fdatasync p50 %.0f us, p99 %.0f us%n%n",
                table.senders(), disk.syncMicrosP50(), disk.syncMicrosP99());
        add(
                LINE,
                "",
                "settings",
                "msg/s",
                "min - max",
                "engine",
                "p50 us",
                "p99 us",
                "p99.9 us",
                "commits/msg",
                "cpu us/msg");
        for (Report.Line line : table.lines()) {
            add(
                    LINE,
                    line.name(),
                    line.setting(),
                    whole(line.perSecond().median()),
                    whole(line.perSecond().min()) + " - "
                            + whole(line.perSecond().max()),
                    format("%.2fx", line.engineMultiple().median()),
                    whole(line.micros().p50()),
                    whole(line.micros().p99()),
                    whole(line.micros().p999()),
                    line.commitsPerMessage() == null ? "" : format("%.3f", line.commitsPerMessage()),
                    whole(line.cpuPerMessage().clientMicros()) + " + "
                            + whole(line.cpuPerMessage().serverMicros()));
        }
        table.goals().forEach(verdict -> text.append(verdict.text()));
    }

    private static String whole(double figure) {
        return format("%.0f", figure);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void add(String format, Object... values) {
        text.append(format(format, values));
    }
}
