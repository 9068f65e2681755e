package dev.helpline.chat.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Explains every statement before it is executed, with the same values. */
final class ExplainedConnections {
    private static final Pattern EXPLICABLE =
            Pattern.compile("\\s*(select|insert|update|delete|merge|with)\\b", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> plans = Collections.synchronizedMap(new TreeMap<>());

    /** The plan of each statement, by its text. */
    Map<String, String> plans() {
        return plans;
    }

    DataSource over(DataSource pool) {
        return Proxies.of(DataSource.class, (proxy, method, arguments) -> {
            Object result = Proxies.invoke(pool, method, arguments);
            return result instanceof Connection connection ? explained(connection) : result;
        });
    }

    private Connection explained(Connection connection) {
        return Proxies.of(Connection.class, (proxy, method, arguments) -> {
            Object result = Proxies.invoke(connection, method, arguments);
            if (method.getName().equals("prepareStatement")
                    && EXPLICABLE.matcher((String) arguments[0]).lookingAt()) {
                String sql = (String) arguments[0];
                return explained(
                        (PreparedStatement) result, connection.prepareStatement("explain " + sql), sql.strip());
            }
            return result;
        });
    }

    private PreparedStatement explained(PreparedStatement statement, PreparedStatement explanation, String sql) {
        return Proxies.of(PreparedStatement.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "setString", "setLong", "setInt", "setBoolean", "setNull", "setObject", "setArray", "setBytes" ->
                    Proxies.invoke(explanation, method, arguments);
                case "execute", "executeQuery", "executeUpdate", "addBatch" -> note(sql, explanation);
                case "close" -> explanation.close();
                default -> {}
            }
            return Proxies.invoke(statement, method, arguments);
        });
    }

    private void note(String sql, PreparedStatement explanation) throws SQLException {
        try (ResultSet plan = explanation.executeQuery()) {
            StringJoiner lines = new StringJoiner("\n");
            while (plan.next()) {
                lines.add(line(plan));
            }
            plans.put(sql, lines.toString());
        }
    }

    /** Some databases return a plan as text, others in columns. */
    private static String line(ResultSet plan) throws SQLException {
        ResultSetMetaData columns = plan.getMetaData();
        if (columns.getColumnCount() == 1) {
            return plan.getString(1);
        }
        StringJoiner line = new StringJoiner(" ");
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            line.add(columns.getColumnLabel(i) + "=" + plan.getString(i));
        }
        return line.toString();
    }
}
