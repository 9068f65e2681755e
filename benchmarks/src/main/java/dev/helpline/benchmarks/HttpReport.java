package dev.helpline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** All figures of a benchmark over HTTP, in the form in which they are written to a file. */
record HttpReport(Environment environment, HttpOptions options, List<Line> lines, List<Goal.Verdict> goals) {
    /**
     * The results of one contender.
     *
     * @param chatMultiple the ratio of the chat's requests per second to this contender's, round by round
     * @param chatCpuMultiple the ratio of the processor time that the chat's server needs per request to this contender's
     * @param cpuPerRequest processor time per request, of the load generator and of the server
     */
    record Line(
            String name,
            Spread perSecond,
            List<Double> perSecondByRound,
            Spread chatMultiple,
            Spread chatCpuMultiple,
            Report.Latency micros,
            Cpu cpuPerRequest) {}

    /** @param turns the turns of each contender, with the chat's first */
    static List<Line> lines(List<HttpContender> contenders, List<List<HttpTurn>> turns) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            lines.add(line(contenders.get(i).name(), turns.get(i), turns.get(0)));
        }
        return lines;
    }

    private static Line line(String name, List<HttpTurn> turns, List<HttpTurn> chat) {
        List<Double> perSecond = turns.stream().map(HttpTurn::perSecond).toList();
        Histogram latencies = Turn.newHistogram();
        turns.forEach(turn -> latencies.add(turn.latencies()));
        Cpu cpu = turns.stream().map(HttpTurn::cpu).reduce(new Cpu(0, 0), Cpu::sum);
        return new Line(
                name,
                Spread.of(perSecond),
                perSecond,
                Spread.of(IntStream.range(0, turns.size())
                        .mapToObj(i -> chat.get(i).perSecond() / perSecond.get(i))
                        .toList()),
                Spread.of(IntStream.range(0, turns.size())
                        .mapToObj(i -> serverMicros(chat.get(i)) / serverMicros(turns.get(i)))
                        .toList()),
                Report.Latency.of(latencies),
                cpu.dividedBy(turns.stream().mapToDouble(HttpTurn::requests).sum()));
    }

    private static double serverMicros(HttpTurn turn) {
        return turn.cpu().serverMicros() / turn.requests();
    }

    static Line line(List<Line> lines, String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow();
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
                "| %-10s | %8s | %17s | %6s | %8s | %8s | %9s | %6s | %9s |%n",
                "", "req/s", "min - max", "chat", "p50 us", "p99 us", "server us", "chat", "client us"));
        text.append(String.format("| --- | --- | --- | --- | --- | --- | --- | --- | --- |%n"));
        for (Line line : lines) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %-10s | %8.0f | %17s | %5.2fx | %8.0f | %8.0f | %9.1f | %5.2fx | %9.1f |%n",
                    line.name(),
                    line.perSecond().median(),
                    String.format(
                            Locale.ROOT,
                            "%.0f - %.0f",
                            line.perSecond().min(),
                            line.perSecond().max()),
                    line.chatMultiple().median(),
                    line.micros().p50(),
                    line.micros().p99(),
                    line.cpuPerRequest().serverMicros(),
                    line.chatCpuMultiple().median(),
                    line.cpuPerRequest().clientMicros()));
        }
        text.append(System.lineSeparator());
        goals.forEach(verdict -> text.append(String.format(
                Locale.ROOT, "%s %s: %.4f%n", verdict.met() ? "met   " : "MISSED", verdict.goal(), verdict.value())));
        return text.toString();
    }
}
