package dev.helpline.chat.store.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A pool that behaves until it is told to fail, and notes in which state connections come back. */
final class FailingConnections implements DataSource {
    /** What goes wrong with each connection from now on. */
    enum Trouble {
        NONE,
        /** No connection can be had. */
        NO_CONNECTION,
        /** The connection is lost in the middle of a transaction. */
        LOST_BEFORE_COMMIT,
        /** COMMIT, or a statement that commits by itself, never arrives. */
        LOST_IN_COMMIT,
        /** COMMIT, or a statement that commits by itself, arrives; its answer does not. */
        LOST_AFTER_COMMIT
    }

    private final DataSource pool;
    private final AtomicReference<Trouble> trouble = new AtomicReference<>(Trouble.NONE);
    private final List<String> returned = Collections.synchronizedList(new ArrayList<>());

    FailingConnections(DataSource pool) {
        this.pool = pool;
    }

    void now(Trouble next) {
        trouble.set(next);
    }

    /** Autocommit and isolation of the connections that came back. */
    List<String> returned() {
        return List.copyOf(returned);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (trouble.get() == Trouble.NO_CONNECTION) {
            throw lost();
        }
        Connection connection = pool.getConnection();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "prepareStatement" -> failIf(Trouble.LOST_BEFORE_COMMIT);
                        case "commit" -> failIf(Trouble.LOST_IN_COMMIT);
                        case "close" ->
                            returned.add(connection.getAutoCommit() + " " + connection.getTransactionIsolation());
                        default -> {}
                    }
                    try {
                        Object result = method.invoke(connection, arguments);
                        if (method.getName().equals("commit")) {
                            failIf(Trouble.LOST_AFTER_COMMIT);
                        }
                        return result instanceof PreparedStatement statement ? failing(statement, connection) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private PreparedStatement failing(PreparedStatement statement, Connection connection) {
        return (PreparedStatement) Proxy.newProxyInstance(
                PreparedStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> {
                    boolean commits = method.getName().startsWith("execute") && connection.getAutoCommit();
                    if (commits) {
                        failIf(Trouble.LOST_IN_COMMIT);
                    }
                    try {
                        Object result = method.invoke(statement, arguments);
                        if (commits) {
                            failIf(Trouble.LOST_AFTER_COMMIT);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void failIf(Trouble wanted) throws SQLException {
        if (trouble.get() == wanted) {
            throw lost();
        }
    }

    private static SQLException lost() {
        return new SQLException("connection lost", "08006");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }
}
