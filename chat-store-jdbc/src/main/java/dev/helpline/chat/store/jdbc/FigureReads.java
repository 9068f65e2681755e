package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureGroup;
import dev.helpline.chat.spi.figures.FigureGrouping;
import dev.helpline.chat.spi.figures.FigureQuery;
import dev.helpline.chat.spi.figures.FigureSample;
import dev.helpline.chat.spi.figures.FigureTotals;
import dev.helpline.chat.spi.session.Priority;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads figures: one statement selects the samples of a figure with the keys of their groups, and another one around it sums them up. Erased sessions
 * were created, ended and rated at no time that a window contains.
 */
final class FigureReads {
    private static final String TOTALS = """
            select x.k, count(*) as n, sum(x.v) as total
              from (%s) x
             group by x.k
             order by n desc, case when x.k is null then 1 else 0 end, x.k
            """;

    /** The median is the value in the place n / 2, rounded up, of the n values of a group in their order; the 90th percentile that in the place 9 n / 10. */
    private static final String PERCENTILES = """
            select y.k, max(y.n) as n, sum(y.v) as total,
                   max(case when 2 * y.r >= y.n and 2 * (y.r - 1) < y.n then y.v end) as median,
                   max(case when 10 * y.r >= 9 * y.n and 10 * (y.r - 1) < 9 * y.n then y.v end) as p90
              from (select x.k, x.v, row_number() over (partition by x.k order by x.v) as r,
                           count(*) over (partition by x.k) as n
                      from (%s) x) y
             group by y.k
             order by n desc, case when y.k is null then 1 else 0 end, y.k
            """;

    private static final String LIMIT = " limit :limit";

    private static final String LISTED = """
            select x.session_id, x.seq, x.sampled_at, x.v, x.agent
              from (%s) x
             where %s
             order by x.sampled_at, x.session_id, x.seq limit :limit
            """;

    private static final String BEHIND = """
            (x.sampled_at > :from or x.session_id > :session or (x.session_id = :session and x.seq > :seq))
            """;

    private FigureReads() {}

    static List<FigureGroup> groups(Handle handle, Dialect dialect, FigureQuery query) {
        boolean all = query.grouping() == FigureGrouping.QUARTER;
        String samples = FigureSource.of(query.figure()).samples(dialect, query);
        String sql = (query.percentiles() ? PERCENTILES : TOTALS).formatted(samples) + (all ? "" : LIMIT);
        Query bound = handle.createQuery(sql)
                .bind("from", query.window().firstMillis())
                .bind("until", query.window().lastMillis());
        return (all ? bound : bound.bind("limit", FigureQuery.MAX_GROUPS))
                        .map((row, context) ->
                                FigureGroup.of(key(row, query.grouping()), totals(row, query.percentiles())))
                        .list()
                        .stream()
                        .sorted(FigureGroup.LARGEST_FIRST)
                        .toList();
    }

    private static @Nullable String key(ResultSet row, FigureGrouping grouping) throws SQLException {
        String key = row.getString("k");
        return grouping == FigureGrouping.PRIORITY && key != null
                ? Columns.priority(Integer.parseInt(key)).name()
                : key;
    }

    private static FigureTotals totals(ResultSet row, boolean percentiles) throws SQLException {
        return FigureTotals.builder()
                .count(row.getLong("n"))
                .sum(row.getLong("total"))
                .median(percentiles ? (Long) row.getLong("median") : null)
                .p90(percentiles ? (Long) row.getLong("p90") : null)
                .build();
    }

    static List<FigureSample> samples(
            Handle handle, Dialect dialect, FigureQuery query, @Nullable FigureSample after, int limit) {
        boolean goesOn =
                after != null && after.at().toEpochMilli() >= query.window().firstMillis();
        String where = goesOn ? BEHIND : "1 = 1";
        if (query.grouping() != FigureGrouping.NONE) {
            where += query.group() == null ? " and x.k is null" : " and x.k = :group";
        }
        if (query.figure().kind() == Figure.Kind.COUNT) {
            where += " and x.v > 0";
        }
        String samples = FigureSource.of(query.figure()).samples(dialect, query);
        Query bound = handle.createQuery(LISTED.formatted(samples, where))
                .bind(
                        "from",
                        after != null && goesOn
                                ? after.at().toEpochMilli()
                                : query.window().firstMillis())
                .bind("until", query.window().lastMillis())
                .bind("limit", limit);
        if (after != null && goesOn) {
            bound.bind("session", after.session().value()).bind("seq", after.seq());
        }
        return bindGroup(bound, query)
                .map((row, context) -> FigureSample.builder(
                                new SessionId(row.getString("session_id")), Columns.instant(row, "sampled_at"))
                        .seq(row.getLong("seq"))
                        .value(row.getLong("v"))
                        .agent(agent(row.getString("agent")))
                        .build())
                .list();
    }

    private static Query bindGroup(Query bound, FigureQuery query) {
        String group = query.group();
        if (group == null || query.grouping() == FigureGrouping.NONE) {
            return bound;
        }
        return switch (query.grouping()) {
            case PRIORITY -> bound.bind("group", Columns.rank(Priority.valueOf(group)));
            case STARS -> bound.bind("group", Integer.parseInt(group));
            case QUARTER -> bound.bind("group", Long.parseLong(group));
            default -> bound.bind("group", group);
        };
    }

    private static @Nullable AgentId agent(@Nullable String id) {
        return id == null ? null : new AgentId(id);
    }
}
