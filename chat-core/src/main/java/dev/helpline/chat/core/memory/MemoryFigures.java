package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureGroup;
import dev.helpline.chat.spi.figures.FigureGrouping;
import dev.helpline.chat.spi.figures.FigureQuery;
import dev.helpline.chat.spi.figures.FigureSample;
import dev.helpline.chat.spi.figures.FigureTotals;
import dev.helpline.chat.spi.session.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures of sessions in memory, by the functions that define them. */
final class MemoryFigures {
    private MemoryFigures() {}

    /** A sample and the session that it is of. */
    private record Sampled(Session session, FigureSample sample) {
        Collection<@Nullable String> keys(FigureQuery query) {
            return query.grouping().keys(query, session, sample);
        }
    }

    static List<FigureGroup> groups(Collection<StoredSession> sessions, FigureQuery query) {
        Map<@Nullable String, List<Long>> values = new HashMap<>();
        sampled(sessions, query)
                .forEach(sampled -> sampled.keys(query)
                        .forEach(key -> values.computeIfAbsent(key, absent -> new ArrayList<>())
                                .add(sampled.sample().value())));
        List<FigureGroup> groups = new ArrayList<>();
        values.forEach((key, ofGroup) -> groups.add(FigureGroup.of(key, totals(query, ofGroup))));
        return groups.stream()
                .sorted(FigureGroup.LARGEST_FIRST)
                .limit(query.grouping() == FigureGrouping.QUARTER ? Long.MAX_VALUE : FigureQuery.MAX_GROUPS)
                .toList();
    }

    private static FigureTotals totals(FigureQuery query, List<Long> values) {
        FigureTotals totals = FigureTotals.of(values);
        return query.percentiles() ? totals : totals.plus(FigureTotals.NONE);
    }

    static List<FigureSample> samples(
            Collection<StoredSession> sessions, FigureQuery query, @Nullable FigureSample after, int limit) {
        return sampled(sessions, query)
                .filter(sampled -> sampled.keys(query).contains(query.group()))
                .map(Sampled::sample)
                .filter(sample -> sample.value() > 0 || query.figure().kind() != Figure.Kind.COUNT)
                .filter(sample -> after == null || FigureSample.ORDER.compare(sample, after) > 0)
                .sorted(FigureSample.ORDER)
                .limit(limit)
                .toList();
    }

    private static Stream<Sampled> sampled(Collection<StoredSession> sessions, FigureQuery query) {
        return sessions.stream()
                .filter(StoredSession::exists)
                .flatMap(stored -> stored.withFacts((session, rows) -> query.figure().samples(session, rows).stream()
                        .filter(sample -> query.window().contains(sample.at()))
                        .map(sample -> new Sampled(session, sample))));
    }
}
