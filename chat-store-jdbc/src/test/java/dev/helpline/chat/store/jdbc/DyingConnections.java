package dev.helpline.chat.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A pool whose connections die when they should execute a statement that contains a given word. */
final class DyingConnections extends BorrowingDataSource {
    private final String word;

    DyingConnections(DataSource pool, String word) {
        super(pool);
        this.word = word;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return Proxies.of(Connection.class, (proxy, method, arguments) -> {
            Object result = Proxies.invoke(connection, method, arguments);
            return method.getName().equals("createStatement") ? mortal((Statement) result, connection) : result;
        });
    }

    private Statement mortal(Statement statement, Connection connection) {
        return Proxies.of(Statement.class, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")
                    && arguments != null
                    && arguments[0].toString().contains(word)) {
                connection.abort(Runnable::run);
                connection.close();
                throw new SQLException("connection lost", "08006");
            }
            return Proxies.invoke(statement, method, arguments);
        });
    }
}
