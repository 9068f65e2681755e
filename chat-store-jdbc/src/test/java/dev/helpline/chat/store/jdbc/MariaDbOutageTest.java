package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlServer;

/** Over MariaDB. */
class MariaDbOutageTest extends MySqlFamilyOutageContract {
    @Override
    MySqlServer server() {
        return MySqlServer.mariaDb();
    }
}
