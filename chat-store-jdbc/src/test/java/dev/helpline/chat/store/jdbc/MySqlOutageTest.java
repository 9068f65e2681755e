package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlServer;

/** Over MySQL. */
@NeedsLibaio
class MySqlOutageTest extends MySqlFamilyOutageContract {
    @Override
    MySqlServer server() {
        return MySqlServer.mySql();
    }
}
