package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlServer;

/** Network faults between the store and MariaDB. */
class MariaDbNetworkTest extends MySqlFamilyNetworkContract {
    @Override
    MySqlServer server() {
        return MySqlServer.mariaDb();
    }
}
