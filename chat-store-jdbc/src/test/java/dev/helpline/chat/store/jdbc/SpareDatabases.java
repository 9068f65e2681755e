package dev.helpline.chat.store.jdbc;

import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * Databases with our tables and without rows, for tests that only change rows. A test takes one and gives it back;
 * the next test gets the same one, emptied. Creating the tables takes longer than most of these tests.
 *
 * <p>Thread-safe. A database that is not given back is replaced; all of them end with the JVM's server.
 */
final class SpareDatabases<T extends TestDatabase> {
    private final Deque<T> spare = new ConcurrentLinkedDeque<>();
    private final Supplier<T> make;

    /** @param make creates a database with our tables */
    SpareDatabases(Supplier<T> make) {
        this.make = make;
    }

    /** Returns a database with empty tables for one test. */
    T take() {
        T database = spare.pollFirst();
        return database == null ? make.get() : database;
    }

    /**
     * Empties the tables, if the test did not change them, and closes what the test opened besides the database's
     * own pool.
     */
    void giveBack(T database) {
        if (database.isAltered()) {
            database.close();
            return;
        }
        try {
            database.closeOthers();
            database.empty();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        spare.addFirst(database);
    }
}
