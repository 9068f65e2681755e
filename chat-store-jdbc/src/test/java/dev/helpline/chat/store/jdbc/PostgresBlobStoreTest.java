package dev.helpline.chat.store.jdbc;

@NeedsServer
class PostgresBlobStoreTest extends JdbcBlobStoreContract {
    private final PostgresDatabase database = PostgresDatabase.SPARE.take();

    @Override
    void giveDatabaseBack() {
        PostgresDatabase.SPARE.giveBack(database);
    }

    @Override
    JdbcChatStore open() {
        return JdbcChatStore.builder(database.pool()).build();
    }
}
