package dev.helpline.chat.store.jdbc;

import org.junit.jupiter.api.Tag;

/** Flags of MySQL's driver that change how it sends batches, and which results it reports. */
@NeedsLibaio
@Tag("slow")
class MySqlFlagsTest extends FlaggedContract<MySqlDatabase> {
    MySqlFlagsTest() {
        super(
                MySqlDatabase.SPARE_MYSQL,
                "useServerPrepStmts=true&cachePrepStmts=true&rewriteBatchedStatements=true&useAffectedRows=true");
    }
}
