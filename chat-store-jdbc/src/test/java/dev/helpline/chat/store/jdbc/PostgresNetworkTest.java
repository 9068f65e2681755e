package dev.helpline.chat.store.jdbc;

import org.junit.jupiter.api.AfterEach;

/** Between the store and PostgreSQL. */
class PostgresNetworkTest extends NetworkFaultContract {
    private final PostgresDatabase database = PostgresDatabase.withTables();

    @AfterEach
    void dropDatabase() throws Exception {
        closeAll();
        database.close();
    }

    @Override
    String url() {
        return database.url();
    }

    @Override
    String driverTimeouts(int seconds) {
        return "&connectTimeout=" + seconds + "&socketTimeout=" + seconds;
    }
}
