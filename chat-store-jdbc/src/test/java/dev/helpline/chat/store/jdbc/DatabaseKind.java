package dev.helpline.chat.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.helpline.servers.MySqlKind;
import dev.helpline.servers.MySqlServer;

/** The supported databases, each set up as a host would set it up. */
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
            assumeTrue(MySqlKind.MYSQL.runs(), NeedsLibaio.ADVICE);
            return new MySqlDatabase(MySqlServer.mySql());
        }
    };

    /** Returns an empty database, which the caller closes. */
    abstract TestDatabase newDatabase();
}
