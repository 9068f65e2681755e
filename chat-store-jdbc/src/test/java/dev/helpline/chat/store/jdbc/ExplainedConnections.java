package dev.helpline.chat.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Has every statement explained before it is executed, with the very values it is executed with. */
final class ExplainedConnections {
    private final Map<String, String> plans = Collections.synchronizedMap(new TreeMap<>());

    /** How the database went about each statement, by its text. */
    Map<String, String> plans() {
        return plans;
    }

    DataSource over(DataSource pool) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = invoke(pool, method, arguments);
            return result instanceof Connection connection ? explained(connection) : result;
        });
    }

    private Connection explained(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = invoke(connection, method, arguments);
            if (method.getName().equals("prepareStatement")) {
                String sql = (String) arguments[0];
                return explained(
                        (PreparedStatement) result, connection.prepareStatement("explain " + sql), sql.strip());
            }
            return result;
        });
    }

    private PreparedStatement explained(PreparedStatement statement, PreparedStatement explanation, String sql) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "setString", "setLong", "setInt", "setBoolean", "setNull", "setObject", "setArray" ->
                    invoke(explanation, method, arguments);
                case "execute", "executeQuery", "executeUpdate", "addBatch" -> note(sql, explanation);
                case "close" -> explanation.close();
                default -> {}
            }
            return invoke(statement, method, arguments);
        });
    }

    private void note(String sql, PreparedStatement explanation) throws SQLException {
        try (ResultSet plan = explanation.executeQuery()) {
            StringJoiner lines = new StringJoiner("\n");
            while (plan.next()) {
                lines.add(plan.getString(1));
            }
            plans.put(sql, lines.toString());
        }
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
