package dev.helpline.chat.store.jdbc;

/** Over MariaDB. */
class MariaDbOutageTest extends MySqlFamilyOutageContract {
    @Override
    MySqlServer server() {
        return MySqlServer.mariaDb();
    }
}
