package dev.helpline.chat.store.jdbc;

import org.junit.jupiter.api.Tag;

/** Flags of MariaDB's driver that change how it sends batches, and which results it reports. */
@Tag("slow")
class MariaDbFlagsTest extends FlaggedContract<MySqlDatabase> {
    MariaDbFlagsTest() {
        super(MySqlDatabase.SPARE_MARIADB, "useServerPrepStmts=true&useBulkStmts=true&useAffectedRows=true");
    }
}
