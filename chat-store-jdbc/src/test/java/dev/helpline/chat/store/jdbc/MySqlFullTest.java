package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlKind;
import dev.helpline.servers.MySqlServer;
import dev.helpline.servers.ServerProcess;
import java.nio.file.Path;

/** Over MySQL with all its files on the full disk. */
@NeedsLibaio
class MySqlFullTest extends FullDiskContract {
    @Override
    ServerProcess newServer(Path disk) {
        return MySqlServer.durable(MySqlKind.MYSQL, disk.resolve("data"));
    }
}
