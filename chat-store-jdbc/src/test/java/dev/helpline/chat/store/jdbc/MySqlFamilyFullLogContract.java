package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.store.jdbc.MessageOutcome.Word;
import dev.helpline.servers.MySqlKind;
import dev.helpline.servers.MySqlServer;
import dev.helpline.servers.ServerProcess;
import java.nio.file.Path;

/**
 * Over MariaDB and MySQL with only the binary log on the full disk: a COMMIT waits for room as long as it takes, and
 * its outcome is not known until then.
 */
abstract class MySqlFamilyFullLogContract extends FullDiskContract {
    abstract MySqlKind kind();

    @Override
    final ServerProcess newServer(Path disk) {
        return MySqlServer.logging(kind(), disk);
    }

    @Override
    final Word withoutRoom() {
        return Word.UNKNOWN;
    }
}
