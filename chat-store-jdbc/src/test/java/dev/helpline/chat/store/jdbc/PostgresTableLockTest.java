package dev.helpline.chat.store.jdbc;

class PostgresTableLockTest extends TableLockContract {
    @Override
    TestDatabase newDatabase() {
        return PostgresDatabase.withTables();
    }

    @Override
    String locking() {
        return "lock table chat_session in access exclusive mode";
    }
}
