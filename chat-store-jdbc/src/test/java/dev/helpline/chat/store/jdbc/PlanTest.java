package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.store.SessionKey;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No statement of ours reads a table from end to end. */
class PlanTest {
    private static final Instant LATER = CommitBuilder.START.plusSeconds(3600);
    private static final SessionId ID = new SessionId("s7");
    private static final CustomerId CUSTOMER = new CustomerId("s7");
    private static final AgentId AGENT = new AgentId("a7");

    private final HostDatabase host = HostDatabase.inMemory();
    private final ExplainedConnections explained = new ExplainedConnections();

    @BeforeEach
    void fill() throws Exception {
        fill(host.pool());
        host.execute("analyze");
    }

    @AfterEach
    void dropDatabase() {
        host.close();
    }

    @Test
    void every_statement_finds_its_rows_by_an_index() {
        try (JdbcChatStore store =
                JdbcChatStore.builder(explained.over(host.pool())).build()) {
            readEverything(store);
            writeEverything(store);
        }

        assertThat(explained.plans()).hasSizeGreaterThan(35);
        assertThat(explained.plans())
                .allSatisfy((sql, plan) -> assertThat(plan).as(sql).doesNotContainIgnoringCase("tableScan"));
    }

    @Test
    void what_has_an_order_and_a_limit_is_read_in_that_order_and_no_further() {
        try (JdbcChatStore store =
                JdbcChatStore.builder(explained.over(host.pool())).build()) {
            explained.plans().clear();
            store.waitingSessions(10);
            store.sessionsOf(CUSTOMER, null, 0, 10);
            store.auditAfter(ID, 0, 10);
            store.unseenSessions(SessionState.WAITING, LATER, 10);
            store.quietSessions(SessionState.WAITING, LATER, 10);
            store.recentWaits(CommitBuilder.START, 10);
            store.entriesAfter(ID, 0, 10);
            store.entriesBefore(ID, 9, 10);
        }

        assertThat(explained.plans().values())
                .hasSize(8)
                .allSatisfy(plan -> assertThat(plan).contains("index sorted"));
    }

    static void readEverything(JdbcChatStore store) {
        store.findSession(ID);
        store.versions(List.of(ID, new SessionId("s8")));
        store.findEntry(ID, new EntryId("m1"));
        store.entriesAfter(ID, 0, 10);
        store.entriesBefore(ID, 9, 10);
        store.entriesAt(Map.of(ID, 1L, new SessionId("s8"), 1L));
        store.sessionsOf(CUSTOMER, null, 0, 10);
        store.sessionsOf(CUSTOMER, new SessionKey(LATER, ID), 0, 10);
        store.countSessionsOf(CUSTOMER);
        store.openSessionsOf(CUSTOMER);
        store.openSessionsOf(AGENT);
        store.openSessions(OpenSessionQuery.ALL, null, 0, 10);
        store.openSessions(
                OpenSessionQuery.ALL, OpenSessionKey.of(store.findSession(ID).orElseThrow()), 0, 10);
        store.openSessions(
                new OpenSessionQuery(
                        Set.of(SessionState.ACTIVE),
                        OpenSessionQuery.Assigned.YES,
                        AGENT,
                        null,
                        "Sales",
                        "x",
                        OpenSessionQuery.Order.ACTIVITY),
                null,
                0,
                10);
        store.countOpenSessions(OpenSessionQuery.ALL);
        store.openSessionCounts();
        store.waitingSessions(10);
        store.recentWaits(CommitBuilder.START, 10);
        store.quietSessions(SessionState.WAITING, LATER, 10);
        store.unseenSessions(SessionState.WAITING, LATER, 10);
        store.auditAfter(ID, 0, 10);
        store.cursorsOf(ID);
        store.findAgent(AGENT);
        store.agentsAfter(AGENT, 10);
        store.firstAgents(10);
        store.countAgentsSeenSince(LATER);
    }

    static void writeEverything(JdbcChatStore store) {
        Session waiting = store.findSession(new SessionId("s399")).orElseThrow();
        Session other = store.findSession(new SessionId("s398")).orElseThrow();
        SessionCommit ending = CommitBuilder.after(waiting).audit("ENDED").end().build();
        store.commitAll(List.of(
                ending,
                CommitBuilder.after(other).message("m3", "three").build(),
                CommitBuilder.creating("new").build()));
        store.commit(CommitBuilder.after(ending.next()).rate(5).build());
        store.commit(CommitBuilder.creating("newer").customer("s1").build());
        store.enroll(agent("new"));
        store.saveAgent(agent("new"));
        store.agentsSeen(Map.of(AGENT, LATER));
        store.mergeCursors(List.of(cursor(ID)));
    }

    static void fill(DataSource pool) {
        try (JdbcChatStore store = JdbcChatStore.builder(pool).build()) {
            List<SessionCommit> creations = IntStream.range(0, 400)
                    .mapToObj(i -> CommitBuilder.creating("s" + i)
                            .message("m1", "one")
                            .message("m2", "two")
                            .audit("CREATED")
                            .build())
                    .toList();
            store.commitAll(creations);
            store.commitAll(creations.stream()
                    .limit(300)
                    .map(commit -> CommitBuilder.after(commit.next())
                            .assign("a" + commit.next().id(), 1)
                            .build())
                    .toList());
            creations.forEach(
                    commit -> store.saveAgent(agent("a" + commit.next().id())));
            store.mergeCursors(
                    creations.stream().map(commit -> cursor(commit.next().id())).toList());
        }
    }

    private static Agent agent(String id) {
        return new Agent(new AgentId(id), null, null, Role.AGENT, true, null, CommitBuilder.START, CommitBuilder.START);
    }

    private static ReaderCursor cursor(SessionId id) {
        return new ReaderCursor(id, Reader.CUSTOMER, 1, 1, CommitBuilder.START);
    }
}
