package dev.helpline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** All figures of a benchmark over HTTP, in the form in which they are written to a file. */
record HttpReport(Environment environment, HttpOptions options, List<Line> lines, List<Goal.Verdict> goals) {
    /**
     * The results of one contender.
     *
     * @param chatMultiple the ratio of the chat's requests per second to this contender's, round by round
     * @param chatCpuMultiple the ratio of the processor time that the chat's server needs per request to this contender's; null without
     *     a server
     * @param cpuPerRequest processor time per request, of this process and of the server
     * @param databaseMicrosPerRequest processor time per request of the database's processes
     */
    record Line(
            String name,
            Spread perSecond,
            List<Double> perSecondByRound,
            Spread chatMultiple,
            @Nullable Spread chatCpuMultiple,
            Report.Latency micros,
            Cpu cpuPerRequest,
            double databaseMicrosPerRequest) {}

    /**
     * @param names the contenders
     * @param turns the turns of each, with the chat's first
     */
    static List<Line> lines(List<String> names, List<List<HttpTurn>> turns) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            lines.add(line(names.get(i), turns.get(i), turns.get(0)));
        }
        return lines;
    }

    private static Line line(String name, List<HttpTurn> turns, List<HttpTurn> chat) {
        List<Double> perSecond = turns.stream().map(HttpTurn::perSecond).toList();
        Histogram latencies = Turn.newHistogram();
        turns.forEach(turn -> latencies.add(turn.latencies()));
        Cpu cpu = turns.stream().map(HttpTurn::cpu).reduce(new Cpu(0, 0), Cpu::sum);
        double requests = turns.stream().mapToDouble(HttpTurn::requests).sum();
        return new Line(
                name,
                Spread.of(perSecond),
                perSecond,
                ratios(chat, turns, HttpTurn::perSecond),
                cpu.serverMicros() == 0 ? null : ratios(chat, turns, HttpReport::serverMicros),
                Report.Latency.of(latencies),
                cpu.dividedBy(requests),
                turns.stream().mapToDouble(HttpTurn::databaseMicros).sum() / requests);
    }

    private static Spread ratios(List<HttpTurn> chat, List<HttpTurn> turns, ToDoubleFunction<HttpTurn> figure) {
        return Spread.of(IntStream.range(0, turns.size())
                .mapToObj(i -> figure.applyAsDouble(chat.get(i)) / figure.applyAsDouble(turns.get(i)))
                .toList());
    }

    private static double serverMicros(HttpTurn turn) {
        return turn.cpu().serverMicros() / turn.requests();
    }

    /** Returns the report as text. */
    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s; %d processors, Java %s; load %.2f before, %.2f after%n"
                        + "%d connections, %d sessions, %d rounds of %d ms for each%n%n",
                environment.database(),
                environment.processors(),
                environment.java(),
                environment.loadBefore(),
                environment.loadAfter(),
                options.connections(),
                options.sessions(),
                options.rounds(),
                options.roundMillis()));
        text.append(String.format(
                "| %-8s | %8s | %17s | %7s | %8s | %8s | %9s | %7s | %11s | %9s |%n",
                "", "req/s", "min - max", "chat", "p50 us", "p99 us", "server us", "chat", "database us", "client us"));
        text.append(String.format("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |%n"));
        lines.forEach(line -> text.append(text(line)));
        text.append(System.lineSeparator());
        goals.forEach(verdict -> text.append(verdict.text()));
        return text.toString();
    }

    private static String text(Line line) {
        return String.format(
                Locale.ROOT,
                "| %-8s | %8.0f | %17s | %6.2fx | %8s | %8s | %9.1f | %7s | %11.1f | %9.1f |%n",
                line.name(),
                line.perSecond().median(),
                line.perSecond().range(),
                line.chatMultiple().median(),
                whole(line.micros().p50()),
                whole(line.micros().p99()),
                line.cpuPerRequest().serverMicros(),
                line.chatCpuMultiple() == null
                        ? ""
                        : String.format(
                                Locale.ROOT, "%.2fx", line.chatCpuMultiple().median()),
                line.databaseMicrosPerRequest(),
                line.cpuPerRequest().clientMicros());
    }

    /** Returns the figure without decimals, or nothing if there is none. */
    private static String whole(double micros) {
        return micros == 0 ? "" : String.format(Locale.ROOT, "%.0f", micros);
    }
}
