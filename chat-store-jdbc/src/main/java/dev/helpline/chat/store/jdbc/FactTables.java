package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.facts.AgentResponse;
import dev.helpline.chat.spi.facts.AgentStint;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.facts.MessageCount;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The facts of sessions: their columns in the rows of sessions, and the rows of responses, of counts of messages and of stints. Those rows have the
 * department, the category and the priority that the session has now, so that reports group them without a join.
 */
final class FactTables {
    private static final ColumnList<MessageCount> COUNTING = ColumnList.<MessageCount>builder()
            .number("counting_seq", MessageCount::firstSeq)
            .instant("counting_at", MessageCount::quarter)
            .text("counting_agent", FactTables::agent)
            .number("counting_customer", MessageCount::customerMessages)
            .number("counting_agents", MessageCount::agentMessages)
            .number("counting_bots", MessageCount::botMessages)
            .build();

    private static final ColumnList<AgentStint> STINT = ColumnList.<AgentStint>builder()
            .number("stint_seq", AgentStint::seq)
            .text("stint_agent", stint -> stint.agent().value())
            .instant("stint_at", AgentStint::from)
            .number("stint_held_millis", stint -> stint.heldTime().toMillis())
            .build();

    /** The columns of the session's row. */
    static final ColumnList<SessionFacts> FACTS = ColumnList.<SessionFacts>builder()
            .number("facts_version", SessionFacts::version)
            .instant("first_response_at", SessionFacts::firstResponseAt)
            .number("response_count", SessionFacts::responseCount)
            .number("response_millis", facts -> facts.responseTime().toMillis())
            .number(
                    "longest_response_millis",
                    facts -> facts.longestResponseTime().toMillis())
            .instant("unanswered_since", SessionFacts::unansweredSince)
            .number("held_millis", facts -> facts.heldTime().toMillis())
            .instant("held_since", SessionFacts::heldSince)
            .number("reopen_count", SessionFacts::reopenCount)
            .instant("first_ended_at", SessionFacts::firstEndedAt)
            .number("customer_messages", SessionFacts::customerMessages)
            .number("agent_messages", SessionFacts::agentMessages)
            .number("bot_messages", SessionFacts::botMessages)
            .part(SessionFacts::counting, COUNTING)
            .part(SessionFacts::stint, STINT)
            .build();

    /** A row beside that of its session. */
    record RowOf<T>(Session session, T fact) {}

    static final ColumnList<RowOf<AgentResponse>> RESPONSES = FactTables.<AgentResponse>of(
            list -> list.number("seq", row -> row.fact().seq())
                    .text("agent_id", row -> row.fact().agent().value())
                    .instant("responded_at", row -> row.fact().at())
                    .number("response_millis", row -> row.fact().time().toMillis()));

    static final ColumnList<RowOf<MessageCount>> COUNTS = FactTables.<MessageCount>of(
            list -> list.number("first_seq", row -> row.fact().firstSeq())
                    .instant("counted_at", row -> row.fact().quarter())
                    .text("agent_id", row -> agent(row.fact()))
                    .number("customer_messages", row -> row.fact().customerMessages())
                    .number("agent_messages", row -> row.fact().agentMessages())
                    .number("bot_messages", row -> row.fact().botMessages()));

    static final ColumnList<RowOf<AgentStint>> STINTS = FactTables.<AgentStint>of(
            list -> list.number("seq", row -> row.fact().seq())
                    .text("agent_id", row -> row.fact().agent().value())
                    .instant("started_at", row -> row.fact().from())
                    .instant("ended_at", row -> row.fact().until())
                    .number("held_millis", row -> row.fact().heldTime().toMillis()));

    /** The tables of rows. */
    static final List<String> TABLES = List.of("response", "message_count", "stint");

    static final String SELECT_RESPONSES = "select " + RESPONSES.names() + " from <prefix>response";
    static final String SELECT_COUNTS = "select " + COUNTS.names() + " from <prefix>message_count";
    static final String SELECT_STINTS = "select " + STINTS.names() + " from <prefix>stint";

    private static final String OF_SESSION = " where session_id = :session";
    private static final String REGROUP = " set department = ?, category = ?, priority = ? where session_id = ?";

    private static final String REPLACE =
            "update <prefix>session " + FACTS.set() + ", version = version + 1 where id = ?";

    private FactTables() {}

    private static <T> ColumnList<RowOf<T>> of(
            Function<ColumnList.Builder<RowOf<T>>, ColumnList.Builder<RowOf<T>>> facts) {
        return facts.apply(ColumnList.<RowOf<T>>builder()
                        .text("session_id", row -> row.session().id().value()))
                .text("department", row -> row.session().department())
                .text("category", row -> row.session().topic().category())
                .number("priority", row -> Columns.rank(row.session().priority()))
                .build();
    }

    static List<RowOf<AgentResponse>> responsesOf(List<SessionCommit> commits) {
        return rowsOf(commits, FactRows::responses);
    }

    static List<RowOf<MessageCount>> countsOf(List<SessionCommit> commits) {
        return rowsOf(commits, FactRows::messageCounts);
    }

    static List<RowOf<AgentStint>> stintsOf(List<SessionCommit> commits) {
        return rowsOf(commits, FactRows::stints);
    }

    private static <T> List<RowOf<T>> rowsOf(List<SessionCommit> commits, Function<FactRows, List<T>> facts) {
        return commits.stream()
                .filter(commit -> !commit.factRows().isEmpty())
                .flatMap(commit -> rows(commit.next(), facts.apply(commit.factRows())))
                .toList();
    }

    private static <T> Stream<RowOf<T>> rows(Session session, List<T> facts) {
        return facts.stream().map(fact -> new RowOf<>(session, fact));
    }

    /** Whether the commit changes what the rows of the session have of it. */
    static boolean regroups(SessionCommit commit) {
        Session base = commit.base();
        Session next = commit.next();
        return base != null
                && (base.priority() != next.priority() || !Objects.equals(base.department(), next.department()));
    }

    /** Gives the rows that the sessions have already what they have of their sessions. */
    static void regroup(Handle handle, List<SessionCommit> commits) {
        List<Session> regrouped = commits.stream()
                .filter(FactTables::regroups)
                .map(SessionCommit::next)
                .toList();
        for (String table : TABLES) {
            ByPosition.batch(
                    handle,
                    "update <prefix>" + table + REGROUP,
                    regrouped,
                    (row, session) -> row.text(session.department())
                            .text(session.topic().category())
                            .number(Columns.rank(session.priority()))
                            .text(session.id().value()));
        }
    }

    /** Writes all facts of a session anew if it is still as it was read. */
    static boolean replace(Handle handle, Session read, SessionFacts facts, FactRows rows) {
        if (CommitReads.lock(handle, read.id()) != read.version()) {
            return false;
        }
        ByPosition.batch(handle, REPLACE, List.of(facts), (row, replacing) -> {
            FACTS.bind(row, replacing);
            row.text(read.id().value());
        });
        for (String table : TABLES) {
            handle.createUpdate("delete from <prefix>" + table + OF_SESSION)
                    .bind("session", read.id().value())
                    .execute();
        }
        ByPosition.insert(
                handle,
                "<prefix>response",
                RESPONSES,
                rows(read, rows.responses()).toList());
        ByPosition.insert(
                handle,
                "<prefix>message_count",
                COUNTS,
                rows(read, rows.messageCounts()).toList());
        ByPosition.insert(
                handle, "<prefix>stint", STINTS, rows(read, rows.stints()).toList());
        return true;
    }

    static FactRows find(Handle handle, SessionId session) {
        List<AgentResponse> responses = handle.createQuery(SELECT_RESPONSES + OF_SESSION + " order by seq")
                .bind("session", session.value())
                .map((row, context) -> AgentResponse.of(
                        row.getLong("seq"),
                        new AgentId(row.getString("agent_id")),
                        Columns.instant(row, "responded_at"),
                        Duration.ofMillis(row.getLong("response_millis"))))
                .list();
        List<MessageCount> counts = handle.createQuery(SELECT_COUNTS + OF_SESSION + " order by first_seq")
                .bind("session", session.value())
                .map(FactTables::readCount)
                .list();
        List<AgentStint> stints = handle.createQuery(SELECT_STINTS + OF_SESSION + " order by seq")
                .bind("session", session.value())
                .map((row, context) -> AgentStint.builder(
                                row.getLong("seq"),
                                new AgentId(row.getString("agent_id")),
                                Columns.instant(row, "started_at"))
                        .until(Columns.instant(row, "ended_at"))
                        .heldTime(Duration.ofMillis(row.getLong("held_millis")))
                        .build())
                .list();
        return FactRows.of(responses, counts).withStints(stints);
    }

    static List<SessionId> sessions(
            Handle handle, @Nullable Integer factsVersion, @Nullable SessionId after, int limit) {
        String where = factsVersion == null ? "" : " and s.facts_version = :version";
        Query query = handle.createQuery("select s.id from <prefix>session s where s.id > :after" + where
                        + ErasureWrites.NOT_ERASED + " order by s.id limit :limit")
                .bind("after", after == null ? "" : after.value())
                .bind("limit", limit);
        return (factsVersion == null ? query : query.bind("version", factsVersion))
                .map((row, context) -> new SessionId(row.getString("id")))
                .list();
    }

    private static MessageCount readCount(ResultSet row, StatementContext context) throws SQLException {
        return MessageCount.builder(row.getLong("first_seq"), Columns.instant(row, "counted_at"))
                .customerMessages(row.getLong("customer_messages"))
                .agentMessages(agent(row.getString("agent_id")), row.getLong("agent_messages"))
                .botMessages(row.getLong("bot_messages"))
                .build();
    }

    static SessionFacts read(ResultSet row) throws SQLException {
        return SessionFacts.UNKNOWN.toBuilder()
                .version(row.getInt("facts_version"))
                .firstResponseAt(Columns.instantOrNull(row, "first_response_at"))
                .responseCount(row.getLong("response_count"))
                .responseTime(Duration.ofMillis(row.getLong("response_millis")))
                .longestResponseTime(Duration.ofMillis(row.getLong("longest_response_millis")))
                .unansweredSince(Columns.instantOrNull(row, "unanswered_since"))
                .heldTime(Duration.ofMillis(row.getLong("held_millis")))
                .heldSince(Columns.instantOrNull(row, "held_since"))
                .reopenCount(row.getLong("reopen_count"))
                .firstEndedAt(Columns.instantOrNull(row, "first_ended_at"))
                .customerMessages(row.getLong("customer_messages"))
                .agentMessages(row.getLong("agent_messages"))
                .botMessages(row.getLong("bot_messages"))
                .counting(counting(row))
                .stint(stint(row))
                .build();
    }

    private static @Nullable AgentStint stint(ResultSet row) throws SQLException {
        Instant at = Columns.instantOrNull(row, "stint_at");
        return at == null
                ? null
                : AgentStint.builder(row.getLong("stint_seq"), new AgentId(row.getString("stint_agent")), at)
                        .heldTime(Duration.ofMillis(row.getLong("stint_held_millis")))
                        .build();
    }

    private static @Nullable MessageCount counting(ResultSet row) throws SQLException {
        Instant at = Columns.instantOrNull(row, "counting_at");
        return at == null
                ? null
                : MessageCount.builder(row.getLong("counting_seq"), at)
                        .customerMessages(row.getLong("counting_customer"))
                        .agentMessages(agent(row.getString("counting_agent")), row.getLong("counting_agents"))
                        .botMessages(row.getLong("counting_bots"))
                        .build();
    }

    private static @Nullable AgentId agent(@Nullable String id) {
        return id == null ? null : new AgentId(id);
    }

    private static @Nullable String agent(MessageCount count) {
        AgentId agent = count.agent();
        return agent == null ? null : agent.value();
    }
}
