package dev.helpline.chat.store.jdbc;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Flags of PostgreSQL's driver that change how it sends statements and batches. */
@Tag("slow")
class PostgresFlagsTest {
    @Nested
    class RewritingBatchesAndNeverPreparing extends FlaggedContract<PostgresDatabase> {
        RewritingBatchesAndNeverPreparing() {
            super(PostgresDatabase.SPARE, "reWriteBatchedInserts=true&prepareThreshold=0");
        }
    }

    @Nested
    class SimpleQueries extends FlaggedContract<PostgresDatabase> {
        SimpleQueries() {
            super(PostgresDatabase.SPARE, "preferQueryMode=simple");
        }
    }
}
