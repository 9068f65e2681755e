package dev.helpline.chat.core;

import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.figures.Analytics;
import dev.helpline.chat.core.figures.ExplainRequest;
import dev.helpline.chat.core.figures.Explanation;
import dev.helpline.chat.core.figures.FigureRange;
import dev.helpline.chat.core.figures.Figures;
import dev.helpline.chat.core.figures.LiveBoard;
import dev.helpline.chat.core.figures.Performance;
import dev.helpline.chat.core.figures.Report;
import dev.helpline.chat.core.figures.ReportGrouping;
import dev.helpline.chat.core.figures.ReportRequest;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.figures.Reports;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.FigureStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls for figures, an agent's or the host's. Each call of an agent's admits the agent once more. */
final class FigureCalls implements Figures {
    private final EngineParts engine;
    private final Runnable admission;
    private final @Nullable AgentId only;

    /**
     * Calls of a caller.
     *
     * @param admission throws if the caller may not make the call
     * @param only the agent whose own figures are the only ones of single agents that the caller may see; null if the caller may see all
     */
    FigureCalls(EngineParts engine, Runnable admission, @Nullable AgentId only) {
        this.engine = engine;
        this.admission = admission;
        this.only = only;
    }

    @Override
    public Performance performance() {
        return CallBoundary.call(() -> {
            admission.run();
            return engine.times().performance();
        });
    }

    @Override
    public Analytics analytics(FigureRange range) {
        Objects.requireNonNull(range, "range");
        return CallBoundary.call(() -> {
            admission.run();
            return Analytics.of(
                    range,
                    reports().total(range, Analytics.FIGURES, false),
                    liveBoard(),
                    engine.times().performance());
        });
    }

    @Override
    public Report report(ReportRequest request) {
        Objects.requireNonNull(request, "request");
        return CallBoundary.call(() -> {
            admission.run();
            return visible(made(request));
        });
    }

    private Report made(ReportRequest request) {
        Reports reports = reports();
        try {
            return reports.report(request);
        } catch (IllegalArgumentException e) {
            throw new ChatException(
                    ErrorCode.INVALID_REQUEST, String.valueOf(e.getMessage()), Map.of("field", "groupBy"));
        }
    }

    private Report visible(Report report) {
        if (only == null || report.request().grouping() != ReportGrouping.AGENT) {
            return report;
        }
        return Report.of(
                report.request(),
                report.rows().stream()
                        .filter(row -> only.value().equals(row.group()))
                        .toList());
    }

    @Override
    public Explanation explain(ExplainRequest request) {
        Objects.requireNonNull(request, "request");
        return CallBoundary.call(() -> {
            admission.run();
            boolean isOwn = only == null
                    || (request.grouping() == ReportGrouping.AGENT
                            && only.value().equals(request.group()));
            if (!isOwn) {
                throw new ChatException(
                        ErrorCode.FORBIDDEN, "agents may see only what is behind their own figures", Map.of());
            }
            return reports().explain(request);
        });
    }

    private Reports reports() {
        if (engine.node().store() instanceof FigureStore store) {
            return new Reports(store);
        }
        throw new UnsupportedOperationException("the store reads no figures");
    }

    @Override
    public LiveBoard board() {
        return CallBoundary.call(() -> {
            admission.run();
            return liveBoard();
        });
    }

    private LiveBoard liveBoard() {
        ChatStore store = engine.node().store();
        Instant now = engine.node().clock().instant();
        Map<AgentId, Long> taken = store.openSessionsPerAgent();
        List<Colleague> online = engine.roster().team().stream()
                .filter(agent -> agent.presence() == Presence.ONLINE)
                .toList();
        long available = online.stream()
                .filter(agent -> taken.getOrDefault(agent.agent().id(), 0L) < agent.capacity())
                .count();
        return LiveBoard.builder(now)
                .sessions(store.openSessionTotals(now))
                .agentsOnline(online.size())
                .agentsAvailable((int) available)
                .build();
    }
}
