package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlServer;
import org.junit.jupiter.api.Tag;

/** Flags of MySQL's driver that change how it sends batches, and which results it reports. */
@NeedsLibaio
@Tag("slow")
class MySqlFlagsTest extends FlaggedContract {
    private final MySqlDatabase database = MySqlDatabase.withTables(MySqlServer.mySql());

    @Override
    String url() {
        return database.url()
                + "&useServerPrepStmts=true&cachePrepStmts=true&rewriteBatchedStatements=true&useAffectedRows=true";
    }

    @Override
    TestDatabase database() {
        return database;
    }
}
