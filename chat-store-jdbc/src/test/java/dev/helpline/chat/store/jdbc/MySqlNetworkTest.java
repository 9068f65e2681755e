package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlServer;

/** Network faults between the store and MySQL. */
@NeedsLibaio
class MySqlNetworkTest extends MySqlFamilyNetworkContract {
    @Override
    MySqlServer server() {
        return MySqlServer.mySql();
    }
}
