package dev.helpline.chat.store.jdbc;

@NeedsServer
class MariaDbBlobStoreTest extends JdbcBlobStoreContract {
    private final MySqlDatabase database = MySqlDatabase.SPARE_MARIADB.take();

    @Override
    void giveDatabaseBack() {
        MySqlDatabase.SPARE_MARIADB.giveBack(database);
    }

    @Override
    JdbcChatStore open() {
        return JdbcChatStore.builder(database.pool()).build();
    }
}
