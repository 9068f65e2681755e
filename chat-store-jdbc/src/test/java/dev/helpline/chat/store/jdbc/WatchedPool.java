package dev.helpline.chat.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** A pool that records which thread has a connection, and what the store must not do with connections. Thread-safe. */
final class WatchedPool {
    private final DataSource pool;
    private final Set<Thread> holders = Collections.synchronizedSet(new HashSet<>());
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private int open;
    private int most;

    WatchedPool(DataSource pool) {
        this.pool = pool;
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getConnection") ? lend() : call(pool, method, arguments));
    }

    /** Returns how many connections are borrowed. */
    synchronized int open() {
        return open;
    }

    /** Returns the maximal number of connections that were borrowed at the same time. */
    synchronized int most() {
        return most;
    }

    /**
     * Returns the violations: threads that borrowed a second connection, and connections that were returned with
     * other settings.
     */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    private Connection lend() throws SQLException {
        Thread borrower = Thread.currentThread();
        if (!holders.add(borrower)) {
            complaints.add(borrower.getName() + " took a second connection");
        }
        Connection connection;
        try {
            connection = pool.getConnection();
        } catch (SQLException | RuntimeException e) {
            holders.remove(borrower);
            throw e;
        }
        count(1);
        String before = stateOf(connection);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        takeBack(connection, before);
                        holders.remove(borrower);
                    }
                    return call(connection, method, arguments);
                });
    }

    private synchronized void count(int change) {
        open += change;
        most = Math.max(most, open);
    }

    private void takeBack(Connection connection, String before) {
        count(-1);
        try {
            String after = stateOf(connection);
            if (!after.equals(before)) {
                complaints.add("went " + before + ", came back " + after);
            }
        } catch (SQLException broken) {
            // the pool discards it
        }
    }

    private static String stateOf(Connection connection) throws SQLException {
        return "autocommit " + connection.getAutoCommit() + " isolation " + connection.getTransactionIsolation()
                + " read-only " + connection.isReadOnly() + " timeout " + connection.getNetworkTimeout();
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
