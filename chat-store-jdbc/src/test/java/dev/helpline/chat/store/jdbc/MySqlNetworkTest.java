package dev.helpline.chat.store.jdbc;

import org.junit.jupiter.api.AfterEach;

/** Between the store and MySQL. */
@NeedsLibaio
class MySqlNetworkTest extends NetworkFaultContract {
    private final MySqlDatabase database = MySqlDatabase.withTables(MySqlServer.mySql());

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
        return "&connectTimeout=" + 1000 * seconds + "&socketTimeout=" + 1000 * seconds;
    }
}
