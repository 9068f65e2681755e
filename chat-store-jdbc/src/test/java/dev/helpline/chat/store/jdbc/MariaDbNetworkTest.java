package dev.helpline.chat.store.jdbc;

/** Network faults between the store and MariaDB. */
class MariaDbNetworkTest extends MySqlFamilyNetworkContract {
    @Override
    MySqlServer server() {
        return MySqlServer.mariaDb();
    }
}
