package dev.helpline.chat.store.jdbc;

/** Network faults between the store and PostgreSQL. */
class PostgresNetworkTest extends NetworkFaultContract {
    @Override
    TestDatabase newDatabase() {
        return PostgresDatabase.withTables();
    }

    @Override
    String driverTimeouts(int seconds) {
        return "&connectTimeout=" + seconds + "&socketTimeout=" + seconds;
    }
}
