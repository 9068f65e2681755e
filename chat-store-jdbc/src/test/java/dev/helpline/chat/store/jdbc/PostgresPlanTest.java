package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** There is an index for every statement of ours in PostgreSQL, too. */
class PostgresPlanTest {
    private final PostgresDatabase host = PostgresDatabase.withTables();
    private final ExplainedConnections explained = new ExplainedConnections();

    @BeforeEach
    void fill() throws Exception {
        PlanTest.fill(host.pool());
        host.execute("analyze");
    }

    @AfterEach
    void dropDatabase() {
        host.close();
    }

    /** Tables as small as these it would rather read from end to end; where it still does so, it has no choice. */
    @Test
    void every_statement_finds_its_rows_by_an_index() {
        try (JdbcChatStore store = JdbcChatStore.builder(explained.over(host.with("options=-c%20enable_seqscan%3Doff")))
                .build()) {
            PlanTest.readEverything(store);
            PlanTest.writeEverything(store);
        }

        assertThat(explained.plans()).hasSizeGreaterThan(35);
        assertThat(explained.plans())
                .allSatisfy((sql, plan) -> assertThat(plan).as(sql).doesNotContain("Seq Scan"));
    }
}
