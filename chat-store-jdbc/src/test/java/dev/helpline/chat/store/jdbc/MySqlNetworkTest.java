package dev.helpline.chat.store.jdbc;

/** Between the store and MySQL. */
@NeedsLibaio
class MySqlNetworkTest extends MySqlFamilyNetworkContract {
    @Override
    MySqlServer server() {
        return MySqlServer.mySql();
    }
}
