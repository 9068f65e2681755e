package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.QueryWatch;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/**
 * Access to the database: on which threads it is called, what a transaction is, and that every call after {@link
 * #close} fails. Thread-safe.
 */
final class ChatDatabase implements AutoCloseable {
    /** How often a write is tried in all if it keeps losing against other transactions. */
    static final int ATTEMPTS = 3;

    private final Jdbi jdbi;
    private final Dialect dialect;
    private final TableNames names;
    private final DatabaseThreads threads;
    private final Runnable release;

    /** Held for reading during each call, and for writing by {@link #close}. */
    private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock();

    private final List<QueryWatch> watches = new CopyOnWriteArrayList<>();

    private boolean closed;

    /** @param release frees what was opened for this database alone; runs once, after the last call has ended */
    ChatDatabase(
            ConnectionFactory connections,
            Dialect dialect,
            TableNames names,
            DatabaseThreads threads,
            Runnable release) {
        this.jdbi = Jdbi.create(connections);
        this.dialect = dialect;
        this.names = names;
        this.threads = threads;
        this.release = release;
        jdbi.configure(SqlStatements.class, statements -> {
            statements.define(ByPosition.PREFIX, names.tables());
            statements.define(ByPosition.BY_PRIMARY_KEY, dialect.byPrimaryKey());
            statements.define("contains_text", OpenSessionsReads.containsText(dialect));
            statements.setQueryTimeout(dialect.statementSeconds);
        });
        // bound values may contain the text of a message, and would end up in logs
        jdbi.configure(StatementExceptions.class, exceptions -> exceptions.setMessageRendering(MessageRendering.NONE));
    }

    TableNames names() {
        return names;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Reads. Each statement sees everything that was committed before that statement began. */
    <T> T read(Function<Handle, T> work) {
        return unlessClosed(() -> threads.read(() -> {
            try (Handle handle = jdbi.open()) {
                return watched(() -> work.apply(handle));
            } catch (RuntimeException e) {
                throw new StoreException("could not read from the database", Failure.withoutValues(e));
            }
        }));
    }

    /** Runs work that writes through {@link #transact}, on a thread that is allowed to write. */
    <T> T onWriter(Supplier<T> work) {
        return unlessClosed(() -> threads.write(work));
    }

    void watch(QueryWatch watch) {
        watches.add(watch);
    }

    void unwatch(QueryWatch watch) {
        watches.remove(watch);
    }

    private <T> T watched(Supplier<T> query) {
        List<Runnable> ends = watches.stream().map(QueryWatch::begun).toList();
        try {
            return query.get();
        } finally {
            ends.forEach(Runnable::run);
        }
    }

    private <T> T unlessClosed(Supplier<T> work) {
        calls.readLock().lock();
        try {
            if (closed) {
                throw new StoreException("the store is closed");
            }
            return work.get();
        } finally {
            calls.readLock().unlock();
        }
    }

    /** As {@link #write}, for work without a result. */
    void update(Consumer<Handle> work) {
        boolean done = write(handle -> {
            work.accept(handle);
            return true;
        });
        assert done;
    }

    /**
     * Writes in a transaction, and retries if the transaction loses against others. Only for work that may be done
     * twice.
     */
    <T> T write(Function<Handle, T> work) {
        return onWriter(() -> {
            for (int attempt = 1; ; attempt++) {
                try {
                    return transact(work);
                } catch (StoreException e) {
                    throw e;
                } catch (RuntimeException e) {
                    Failure failure = Failure.of(e);
                    boolean again = failure == Failure.CROWDED || failure == Failure.UNIQUE_KEY;
                    if (again && attempt < ATTEMPTS) {
                        continue;
                    }
                    if (failure.isPermanent()) {
                        throw new IllegalArgumentException("the database refused a value: " + Failure.describe(e));
                    }
                    throw new StoreException("could not write to the database", Failure.withoutValues(e));
                }
            }
        });
    }

    /**
     * Runs the work in one transaction at READ COMMITTED. To be called within {@link #onWriter}.
     *
     * @throws StoreException if the transaction failed in its COMMIT, so that its outcome is not known; after any
     *     other exception, nothing was stored
     */
    <T> T transact(Function<Handle, T> work) {
        try (Handle handle = jdbi.open()) {
            return watched(() -> atReadCommitted(handle, () -> {
                handle.begin();
                T result = workOrRollBack(handle, work);
                commit(handle);
                return result;
            }));
        }
    }

    /**
     * Runs the work in one transaction, and rolls it back. To be called within {@link #onWriter}.
     */
    <T> T rolledBack(Function<Handle, T> work) {
        try (Handle handle = jdbi.open()) {
            return atReadCommitted(handle, () -> {
                handle.begin();
                try {
                    return work.apply(handle);
                } finally {
                    ConnectionSettings.quietly("transaction", handle::rollback);
                }
            });
        }
    }

    /**
     * Runs work that is a single statement, which commits by itself: one round trip. The connection keeps its
     * isolation level, so a stricter level must be able to make the statement fail, but not to change what it does.
     * To be called within {@link #onWriter}.
     *
     * @throws StoreException if the outcome is not known; after any other exception, nothing was stored
     */
    <T> T transactInOneStatement(Function<Handle, T> work) {
        try (Handle handle = jdbi.open()) {
            // No query timeout: the statement waits for no row, and a timeout would make the driver wake a timer
            // thread for each statement. It may wait for a table that another transaction has locked; then the engine
            // replies to its callers at their deadline, and Dialect.longestAnswer ends the wait.
            handle.getConfig(SqlStatements.class).setQueryTimeout(null);
            try {
                return watched(() -> work.apply(handle));
            } catch (RuntimeException e) {
                if (Failure.isAnswer(e)) {
                    throw e;
                }
                throw new StoreException(
                        "the connection failed in a statement that commits by itself; whether it was stored is not"
                                + " known",
                        Failure.withoutValues(e));
            }
        }
    }

    private static <T> T atReadCommitted(Handle handle, Supplier<T> work) {
        int isolation = handle.getTransactionIsolationLevel().intValue();
        if (isolation == Connection.TRANSACTION_READ_COMMITTED) {
            return work.get();
        }
        handle.setTransactionIsolationLevel(Connection.TRANSACTION_READ_COMMITTED);
        try {
            return work.get();
        } finally {
            ConnectionSettings.quietly("isolation", () -> handle.setTransactionIsolationLevel(isolation));
        }
    }

    private static <T> T workOrRollBack(Handle handle, Function<Handle, T> work) {
        try {
            return work.apply(handle);
        } catch (RuntimeException e) {
            // a broken connection cannot be rolled back, and need not be, because COMMIT was never sent
            ConnectionSettings.quietly("transaction", handle::rollback);
            throw e;
        }
    }

    private static void commit(Handle handle) {
        try {
            handle.commit();
        } catch (RuntimeException e) {
            ConnectionSettings.quietly("transaction", handle::rollback);
            throw new StoreException(
                    "the transaction failed in its COMMIT; whether it was stored is not known",
                    Failure.withoutValues(e));
        }
    }

    /** Waits for running calls, makes later ones fail, and frees what was opened. */
    @Override
    public void close() {
        calls.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            try (threads) {
                threads.write(() -> {
                    release.run();
                    return true;
                });
            }
        } finally {
            calls.writeLock().unlock();
        }
    }
}
