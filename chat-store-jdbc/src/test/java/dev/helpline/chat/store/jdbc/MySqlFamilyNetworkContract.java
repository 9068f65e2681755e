package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlServer;

/** Network faults between the store and MariaDB or MySQL. */
abstract class MySqlFamilyNetworkContract extends NetworkFaultContract {
    abstract MySqlServer server();

    @Override
    final TestDatabase newDatabase() {
        return MySqlDatabase.withTables(server());
    }

    @Override
    final String driverTimeouts(int seconds) {
        return "&connectTimeout=" + 1000 * seconds + "&socketTimeout=" + 1000 * seconds;
    }
}
