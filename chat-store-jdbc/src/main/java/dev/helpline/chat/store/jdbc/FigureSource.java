package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.facts.MessageCount;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureGrouping;
import dev.helpline.chat.spi.figures.FigureQuery;
import org.jspecify.annotations.Nullable;

/**
 * Where the samples of a figure are, as {@link Figure} defines them: the rows of one table within a window of time, which an index finds.
 *
 * @param table which table has the samples
 * @param at the column with their times
 * @param value their values
 * @param condition which rows have a sample
 */
record FigureSource(
        Table table, String at, String value, @Nullable String condition) {
    private static final String ABANDONED =
            "(s.agent_messages = 0 and (s.ended_by = 'CUSTOMER' or s.end_cause = 'INACTIVITY'))";

    private static final String JUDGED =
            "s.facts_version > 0 and (s.outcome is null or s.outcome <> 'SPAM') and not " + ABANDONED;

    private static final String RESOLVED =
            "(s.outcome = 'RESOLVED'" + " or (s.outcome is null and s.ended_by = 'AGENT' and s.end_cause = 'NORMAL'))";

    /** The tables that have samples, and what their columns are called there. */
    private enum Table {
        /** To whom a waiting session is offered does not have it. */
        SESSION("<prefix>session s", "s.id", "0", "case when s.offered_until is null then s.agent_id end", "s"),
        RATING(
                "<prefix>rating r join <prefix>session s on s.id = r.session_id and s.rating_id = r.id",
                "s.id",
                "0",
                "s.agent_id",
                "s"),
        RESPONSE("<prefix>response r", "r.session_id", "r.seq", "r.agent_id", "r"),
        /** Only open sessions have counts that are not in a row of their own yet. */
        MESSAGES("""
                (select session_id, first_seq, counted_at, agent_id, customer_messages, agent_messages, bot_messages,
                        department, category, priority
                   from <prefix>message_count
                  where counted_at >= :from and counted_at <= :until
                 union all
                 select id, counting_seq, counting_at, counting_agent, counting_customer, counting_agents, counting_bots,
                        department, category, priority
                   from <prefix>session
                  where state in ('WAITING', 'ACTIVE', 'ON_HOLD')
                    and counting_at >= :from and counting_at <= :until) m
                """, "m.session_id", "m.first_seq", "m.agent_id", "m");

        private final String from;
        private final String session;
        private final String seq;
        private final String agent;
        private final String alias;

        Table(String from, String session, String seq, String agent, String alias) {
            this.from = from;
            this.session = session;
            this.seq = seq;
            this.agent = agent;
            this.alias = alias;
        }

        /** Whether the row has only what most groupings need of its session. */
        private boolean isBesideSession() {
            return this == RESPONSE || this == MESSAGES;
        }
    }

    static FigureSource of(Figure figure) {
        return switch (figure) {
            case SESSIONS -> session("s.created_at", "1", null);
            case UNASSIGNED -> session("s.created_at", "1", "s.first_assigned_at is null");
            case WAIT ->
                session(
                        "s.created_at",
                        millis("s.first_assigned_at - s.created_at"),
                        "s.first_assigned_at is not null");
            case FIRST_RESPONSE ->
                session(
                        "s.created_at",
                        millis("s.first_response_at - s.created_at"),
                        "s.first_response_at is not null");
            case MESSAGES -> messages("m.customer_messages + m.agent_messages + m.bot_messages");
            case CUSTOMER_MESSAGES -> messages("m.customer_messages");
            case AGENT_MESSAGES -> messages("m.agent_messages");
            case BOT_MESSAGES -> messages("m.bot_messages");
            case RESPONSE_TIME -> new FigureSource(Table.RESPONSE, "r.responded_at", "r.response_millis", null);
            case ENDED -> session("s.ended_at", "1", null);
            case ABANDONED -> session("s.ended_at", oneIf(ABANDONED), "s.facts_version > 0");
            case DURATION -> session("s.ended_at", millis("s.ended_at - s.created_at"), null);
            case HANDLE_TIME ->
                session(
                        "s.ended_at",
                        millis("s.ended_at - s.first_assigned_at - s.held_millis"),
                        "s.first_assigned_at is not null and s.facts_version > 0");
            case RESOLUTION_RATE -> session("s.ended_at", oneIf(RESOLVED), JUDGED);
            case RATED_RATE -> session("s.ended_at", oneIf("s.rating_id is not null"), null);
            case REOPENED -> session("s.first_ended_at", oneIf("s.reopen_count > 0"), null);
            case SATISFACTION -> new FigureSource(Table.RATING, "r.rated_at", "r.stars", null);
            case SATISFIED_RATE -> new FigureSource(Table.RATING, "r.rated_at", oneIf("r.stars >= 4"), null);
        };
    }

    private static FigureSource session(String at, String value, @Nullable String condition) {
        return new FigureSource(Table.SESSION, at, value, condition);
    }

    private static FigureSource messages(String value) {
        return new FigureSource(Table.MESSAGES, "m.counted_at", value, value + " > 0");
    }

    /** Clocks of nodes may differ so that a time would be negative. */
    private static String millis(String difference) {
        return "greatest(0, " + difference + ")";
    }

    private static String oneIf(String condition) {
        return "case when " + condition + " then 1 else 0 end";
    }

    /** Returns a statement whose rows are the samples of a query, within {@code :from} and {@code :until}, with the keys of their groups. */
    String samples(Dialect dialect, FigureQuery query) {
        return "select " + key(dialect, query) + " as k, " + value + " as v, " + at + " as sampled_at, " + table.session
                + " as session_id, " + table.seq + " as seq, " + table.agent + " as agent\n  from " + table.from
                + join(dialect, query.grouping()) + " where " + at + " >= :from and " + at + " <= :until"
                + (condition == null ? "" : " and " + condition);
    }

    private String key(Dialect dialect, FigureQuery query) {
        return switch (query.grouping()) {
            case NONE -> "null";
            case TIME ->
                dialect.indexWithin(
                        at,
                        query.bounds().stream()
                                .map(bound -> bound.toEpochMilli())
                                .toList());
            case QUARTER -> at + " - mod(" + at + ", " + MessageCount.QUARTER.toMillis() + ")";
            case AGENT -> table.agent;
            case DEPARTMENT -> table.alias + ".department";
            case CATEGORY -> table.alias + ".category";
            case PRIORITY -> table.alias + ".priority";
            case TAG -> dialect.element("s.tags");
            case END_REASON -> "s.end_reason";
            case STARS -> table == Table.RATING ? "r.stars" : "g.stars";
        };
    }

    private String join(Dialect dialect, FigureGrouping grouping) {
        String session = table.isBesideSession() ? "\n  join <prefix>session s on s.id = " + table.session : "";
        return switch (grouping) {
            case TAG -> session + "\n  left join " + dialect.elements("s.tags") + "\n ";
            case END_REASON -> session + "\n ";
            case STARS ->
                table == Table.RATING
                        ? "\n "
                        : session + "\n  left join <prefix>rating g on g.session_id = s.id and g.id = s.rating_id\n ";
            default -> "\n ";
        };
    }
}
