package dev.helpline.chat.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** A pool that fails on demand, and notes in which state connections are returned. */
final class FailingConnections extends BorrowingDataSource {
    /** The fault of all connections from now on. */
    enum Trouble {
        NONE,
        /** The pool has no connection. */
        NO_CONNECTION,
        /** The connection is lost in the middle of a transaction. */
        LOST_BEFORE_COMMIT,
        /** COMMIT, or a statement that commits by itself, never arrives. */
        LOST_IN_COMMIT,
        /** COMMIT, or a statement that commits by itself, arrives, but its reply does not. */
        LOST_AFTER_COMMIT
    }

    private final AtomicReference<Trouble> trouble = new AtomicReference<>(Trouble.NONE);
    private final List<String> returned = Collections.synchronizedList(new ArrayList<>());

    FailingConnections(DataSource pool) {
        super(pool);
    }

    void now(Trouble next) {
        trouble.set(next);
    }

    /** Autocommit and isolation of the connections that were returned. */
    List<String> returned() {
        return List.copyOf(returned);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (trouble.get() == Trouble.NO_CONNECTION) {
            throw lost();
        }
        Connection connection = super.getConnection();
        return Proxies.of(Connection.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "prepareStatement" -> failIf(Trouble.LOST_BEFORE_COMMIT);
                case "commit" -> failIf(Trouble.LOST_IN_COMMIT);
                case "close" -> returned.add(connection.getAutoCommit() + " " + connection.getTransactionIsolation());
                default -> {}
            }
            Object result = Proxies.invoke(connection, method, arguments);
            if (method.getName().equals("commit")) {
                failIf(Trouble.LOST_AFTER_COMMIT);
            }
            return result instanceof PreparedStatement statement ? failing(statement, connection) : result;
        });
    }

    /** A statement that is a transaction of its own is committed by its execution. */
    private PreparedStatement failing(PreparedStatement statement, Connection connection) {
        return Proxies.of(PreparedStatement.class, (proxy, method, arguments) -> {
            boolean commits = method.getName().startsWith("execute") && connection.getAutoCommit();
            if (commits) {
                failIf(Trouble.LOST_IN_COMMIT);
            }
            Object result = Proxies.invoke(statement, method, arguments);
            if (commits) {
                failIf(Trouble.LOST_AFTER_COMMIT);
            }
            return result;
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
}
