package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No statement reads a whole table, in a database with a realistic amount of data and current statistics. */
@NeedsServer
class PlanTest {
    private final ExplainedConnections explained = new ExplainedConnections();

    @ParameterizedTest
    @EnumSource
    void every_statement_finds_its_rows_by_an_index(DatabaseKind kind) throws Exception {
        try (TestDatabase database = kind.newDatabase()) {
            Volume.fill(database);
            count(database, kind);
            try (JdbcChatStore store = explained(database)) {
                EveryCall.read(store);
                EveryCall.write(store);
            }
        }

        assertThat(explained.plans()).hasSizeGreaterThan(35);
        assertThat(explained.plans())
                .allSatisfy((sql, plan) -> assertThat(plan).as(sql).doesNotContainPattern(scan(kind)));
    }

    @Test
    void a_query_with_order_and_limit_reads_in_that_order_and_no_further() throws Exception {
        try (TestDatabase database = DatabaseKind.H2.newDatabase()) {
            Volume.fill(database);
            count(database, DatabaseKind.H2);
            try (JdbcChatStore store = explained(database)) {
                explained.plans().clear();
                store.waitingSessions(10);
                store.sessionsOf(Volume.CUSTOMER, null, 0, 10);
                store.endedSessions(EndedSessionQuery.ALL, null, 10);
                store.auditAfter(Volume.ENDED, 0, 10);
                store.audit(AuditQuery.ALL, null, 10);
                store.audit(AuditQuery.builder().actor("admin").build(), null, 10);
                store.recentServiceTimes(CommitBuilder.START, 10);
                store.entriesAfter(Volume.ENDED, 0, 10);
                store.entriesBefore(Volume.ENDED, 9, 10);
            }
        }

        assertThat(explained.plans().values())
                .hasSize(9)
                // if the index has only the beginning of an order, H2's remark continues with a colon
                .allSatisfy(plan -> assertThat(plan).contains("index sorted").doesNotContain("index sorted:"));
    }

    /** Estimates decide between indexes, and with a wrong one the database reads a whole log and sorts it. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void a_page_of_a_log_is_read_by_the_primary_key(DatabaseKind kind) throws Exception {
        try (TestDatabase database = kind.newDatabase()) {
            fill(database, Volume::fillSome);
            count(database, kind);
            try (JdbcChatStore store = explained(database)) {
                explained.plans().clear();
                store.entriesAfter(Volume.WAITING, 0, 10);
                store.entriesBefore(Volume.WAITING, Long.MAX_VALUE, 10);
                store.findTail(Volume.WAITING, 10);
            }
        }

        assertThat(explained.plans().values())
                .hasSize(3)
                .allSatisfy(plan -> assertThat(plan).contains("possible_keys=PRIMARY key=PRIMARY"));
    }

    /** To select most of the sessions, a scan of all of them is faster, but would lock the others, too. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void writing_most_of_the_sessions_locks_none_of_the_others(DatabaseKind kind) throws Exception {
        List<SessionCommit> sessions = IntStream.range(0, 90)
                .mapToObj(i -> CommitBuilder.creating("s" + i).build())
                .toList();
        try (TestDatabase database = kind.newDatabase()) {
            fill(database, store -> store.commitAll(sessions));
            count(database, kind);
            try (JdbcChatStore store = explained(database)) {
                explained.plans().clear();
                List<CommitResult> results = store.commitAll(sessions.stream()
                        .limit(80)
                        .map(commit -> CommitBuilder.after(commit.next()).build())
                        .toList());
                assertThat(results).hasSize(80).containsOnly(CommitResult.COMMITTED);
            }
        }

        assertThat(explained.plans().entrySet())
                .filteredOn(plan ->
                        plan.getKey().contains("for update") || plan.getKey().startsWith("update"))
                .hasSize(2)
                .allSatisfy(plan -> assertThat(plan.getValue())
                        .contains("type=range")
                        .containsPattern("possible_keys=PRIMARY key=PRIMARY"));
    }

    private JdbcChatStore explained(TestDatabase database) {
        return JdbcChatStore.builder(explained.over(database.pool()))
                .schemaMode(SchemaMode.NONE)
                .build();
    }

    private static void fill(TestDatabase database, Consumer<ChatStore> filling) {
        try (JdbcChatStore store = JdbcChatStore.builder(database.pool()).build()) {
            filling.accept(store);
        }
    }

    /** Has the database count its rows, which its plans depend on. */
    private static void count(TestDatabase database, DatabaseKind kind) throws SQLException {
        database.execute(
                switch (kind) {
                    case H2 -> "analyze";
                    case POSTGRESQL -> "analyze " + String.join(", ", database.tables());
                    case MARIADB, MYSQL -> "analyze table " + String.join(", ", database.tables());
                });
    }

    /** Returns what a plan says if a whole table is read. */
    private static Pattern scan(DatabaseKind kind) {
        return switch (kind) {
            case H2 -> Pattern.compile("tableScan");
            case POSTGRESQL -> Pattern.compile("Seq Scan");
            // this is also said of tables to which rows are only added, of results in memory, and of JSON arrays
            case MARIADB, MYSQL -> Pattern.compile("select_type=(?!INSERT)\\S+ table=(?!<).* type=ALL");
        };
    }
}
