package dev.helpline.chat.store.jdbc;

/** Between the store and MariaDB. */
class MariaDbNetworkTest extends MySqlFamilyNetworkContract {
    @Override
    MySqlServer server() {
        return MySqlServer.mariaDb();
    }
}
