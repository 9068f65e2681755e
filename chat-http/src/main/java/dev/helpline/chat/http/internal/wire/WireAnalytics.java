package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.core.figures.Analytics;
import dev.helpline.chat.core.figures.FigureRange;
import dev.helpline.chat.core.figures.LiveBoard;
import dev.helpline.chat.core.figures.MeasuredTime;
import dev.helpline.chat.core.figures.Performance;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureTotals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The main figures, as JSON. */
public record WireAnalytics(
        String from,
        String to,
        String tz,
        DailyStats dailyStats,
        RealTimeStats realTimeStats,
        Map<String, Number> performanceMetrics,
        Map<String, String> definitions) {
    private static final Map<String, String> DEFINITIONS = definitionsOfAll();

    /** The figures of the range: seconds, stars and percent; means over nothing are absent. */
    record DailyStats(
            long totalSessions,
            @Nullable Long averageDuration,
            long averageDurationOver,
            long messagesExchanged,
            @Nullable BigDecimal satisfactionScore,
            long satisfactionScoreOver,
            @Nullable BigDecimal resolutionRate,
            long resolutionRateOver) {}

    /** What goes on now; the average wait is in seconds, and absent if no session waits. */
    record RealTimeStats(
            long activeSessions,
            long waitingCustomers,
            int availableAdmins,
            @Nullable Long averageWaitTime) {}

    /** Returns analytics. */
    public static WireAnalytics of(Analytics analytics) {
        FigureRange range = analytics.range();
        return new WireAnalytics(
                WireTime.format(range.from()),
                WireTime.format(range.to()),
                range.zone().getId(),
                daily(analytics),
                now(analytics.board()),
                performance(analytics.performance()),
                DEFINITIONS);
    }

    private static DailyStats daily(Analytics analytics) {
        FigureTotals duration = analytics.totals().totals(Figure.DURATION);
        FigureTotals satisfaction = analytics.totals().totals(Figure.SATISFACTION);
        FigureTotals resolution = analytics.totals().totals(Figure.RESOLUTION_RATE);
        BigDecimal mean = duration.mean();
        BigDecimal rate = resolution.mean();
        return new DailyStats(
                analytics.totals().totals(Figure.SESSIONS).sum(),
                mean == null
                        ? null
                        : (Long) mean.movePointLeft(3)
                                .setScale(0, RoundingMode.HALF_UP)
                                .longValueExact(),
                duration.count(),
                analytics.totals().totals(Figure.MESSAGES).sum(),
                satisfaction.mean(),
                satisfaction.count(),
                rate == null ? null : rate.movePointRight(2),
                resolution.count());
    }

    private static RealTimeStats now(LiveBoard board) {
        Duration wait = board.averageWait();
        return new RealTimeStats(
                board.active(),
                board.waiting(),
                board.agentsAvailable(),
                wait == null ? null : (Long) wait.toSeconds());
    }

    private static Map<String, Number> performance(Performance performance) {
        Map<String, Number> metrics = new LinkedHashMap<>();
        add(metrics, "apiResponseTime", performance.apiResponse());
        add(metrics, "databaseQueryTime", performance.databaseQuery());
        add(metrics, "messageDeliveryTime", performance.messageDelivery());
        return metrics;
    }

    private static void add(Map<String, Number> metrics, String name, @Nullable MeasuredTime time) {
        if (time != null) {
            metrics.put(name, millis(time.median()));
            metrics.put(name + "P90", millis(time.p90()));
            metrics.put(name + "Over", time.count());
        }
    }

    private static BigDecimal millis(Duration time) {
        return BigDecimal.valueOf(time.toNanos() / 1_000, 3);
    }

    private static Map<String, String> definitionsOfAll() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("totalSessions", WireFigures.definition(Figure.SESSIONS));
        all.put("averageDuration", "Mean, in seconds: " + WireFigures.definition(Figure.DURATION));
        all.put("messagesExchanged", WireFigures.definition(Figure.MESSAGES));
        all.put("satisfactionScore", WireFigures.definition(Figure.SATISFACTION));
        all.put("resolutionRate", "In percent: " + WireFigures.definition(Figure.RESOLUTION_RATE));
        all.put("activeSessions", "Sessions that an agent has now, without those on hold");
        all.put("waitingCustomers", "Sessions that wait for an agent now");
        all.put("availableAdmins", "Agents who are online now and below their capacity");
        all.put("averageWaitTime", "Mean time for which the waiting sessions have waited, in seconds");
        all.put(
                "apiResponseTime",
                "Median time of calls over HTTP at this node in the last 15 minutes, in milliseconds");
        all.put("databaseQueryTime", "Median time of queries at this node in the last 15 minutes, in milliseconds");
        all.put(
                "messageDeliveryTime",
                "Median time from a commit until this node handed it to a reader, in the last 15 minutes, in milliseconds");
        return all;
    }
}
