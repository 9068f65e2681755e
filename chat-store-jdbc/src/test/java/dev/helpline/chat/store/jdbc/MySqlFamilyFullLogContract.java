package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.store.jdbc.Heard.Word;
import java.nio.file.Path;

/**
 * Over MariaDB and MySQL, of which only the binary log lies on the full disk: they let a COMMIT wait for room, for as long as
 * it takes, and nobody can know what will become of it.
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
