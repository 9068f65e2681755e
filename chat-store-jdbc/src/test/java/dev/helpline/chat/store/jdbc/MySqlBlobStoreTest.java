package dev.helpline.chat.store.jdbc;

@NeedsServer
@NeedsLibaio
class MySqlBlobStoreTest extends JdbcBlobStoreContract {
    private final MySqlDatabase database = MySqlDatabase.SPARE_MYSQL.take();

    @Override
    void giveDatabaseBack() {
        MySqlDatabase.SPARE_MYSQL.giveBack(database);
    }

    @Override
    JdbcChatStore open() {
        return JdbcChatStore.builder(database.pool()).build();
    }
}
