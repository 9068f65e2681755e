package dev.helpline.chat.store.jdbc;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Flags of PostgreSQL's driver that change how it sends statements and batches. */
@Tag("slow")
class PostgresFlagsTest {
    @Nested
    class RewritingBatchesAndNeverPreparing extends Flagged {
        RewritingBatchesAndNeverPreparing() {
            super("reWriteBatchedInserts=true&prepareThreshold=0");
        }
    }

    @Nested
    class SimpleQueries extends Flagged {
        SimpleQueries() {
            super("preferQueryMode=simple");
        }
    }

    private abstract static class Flagged extends FlaggedContract {
        private final PostgresDatabase database = PostgresDatabase.withTables();
        private final String flags;

        Flagged(String flags) {
            this.flags = flags;
        }

        @Override
        String url() {
            return database.url() + "&" + flags;
        }

        @Override
        TestDatabase database() {
            return database;
        }
    }
}
