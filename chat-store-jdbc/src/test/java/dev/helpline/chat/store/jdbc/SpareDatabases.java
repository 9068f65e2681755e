package dev.helpline.chat.store.jdbc;

import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * Databases that have our tables and no rows, for tests that change rows only. A test takes one and gives it back; the
 * next test gets the same one, emptied. Making the tables takes longer than most of those tests.
 *
 * <p>Thread-safe. A database that is not given back is made anew; all of them end with the JVM's server.
 */
final class SpareDatabases<T extends TestDatabase> {
    private final Deque<T> spare = new ConcurrentLinkedDeque<>();
    private final Supplier<T> make;

    /** @param make makes a database that has our tables */
    SpareDatabases(Supplier<T> make) {
        this.make = make;
    }

    /** One with empty tables, which no other test has. */
    T take() {
        T database = spare.pollFirst();
        return database == null ? make.get() : database;
    }

    /** Empties the tables, if they are as we made them, and closes what the test opened beside the database's own pool. */
    void giveBack(T database) {
        if (database.isAltered()) {
            database.close();
            return;
        }
        try {
            database.closeOthers();
            for (String table : database.tables()) {
                if (!table.endsWith("schema_version") && !table.endsWith("schema_history")) {
                    database.execute("delete from " + table);
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        spare.addFirst(database);
    }
}
