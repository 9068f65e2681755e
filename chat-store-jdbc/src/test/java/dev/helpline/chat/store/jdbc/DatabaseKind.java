package dev.helpline.chat.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The databases the store works with, each as a host would have it. */
enum DatabaseKind {
    H2 {
        @Override
        TestDatabase newDatabase() {
            return HostDatabase.inMemory();
        }
    },
    POSTGRESQL {
        @Override
        TestDatabase newDatabase() {
            return new PostgresDatabase();
        }
    },
    MARIADB {
        @Override
        TestDatabase newDatabase() {
            return new MySqlDatabase(MySqlServer.mariaDb());
        }
    },
    MYSQL {
        @Override
        TestDatabase newDatabase() {
            assumeTrue(MySqlServer.canRunMySql(), NeedsLibaio.ADVICE);
            return new MySqlDatabase(MySqlServer.mySql());
        }
    };

    /** An empty one, for the caller to close. */
    abstract TestDatabase newDatabase();
}
