package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlServer;
import org.junit.jupiter.api.Tag;

/** Flags of MariaDB's driver that change how it sends batches, and which results it reports. */
@Tag("slow")
class MariaDbFlagsTest extends FlaggedContract {
    private final MySqlDatabase database = MySqlDatabase.withTables(MySqlServer.mariaDb());

    @Override
    String url() {
        return database.url() + "&useServerPrepStmts=true&useBulkStmts=true&useAffectedRows=true";
    }

    @Override
    TestDatabase database() {
        return database;
    }
}
