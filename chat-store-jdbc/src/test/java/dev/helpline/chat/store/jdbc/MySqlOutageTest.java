package dev.helpline.chat.store.jdbc;

/** Over MySQL. */
@NeedsLibaio
class MySqlOutageTest extends MySqlFamilyOutageContract {
    @Override
    MySqlServer server() {
        return MySqlServer.mySql();
    }
}
