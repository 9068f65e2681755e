package dev.helpline.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Copies a thousand sessions with all their rows within the database: each becomes another session of another
 * customer, at another time. Their ids differ in the thousand, see {@link DeskHistory#session}.
 */
final class PartCopies {
    /** The thousand that is copied. */
    static final int PATTERN = 1;

    private static final List<String> TABLES =
            List.of("chat_session", "chat_entry", "chat_rating", "chat_audit", "chat_reader_cursor");
    private static final Set<String> IDS = Set.of("id", "session_id", "customer_id", "author_id", "rating_id");

    private final Connection connection;
    private final List<Table> tables = new ArrayList<>();

    PartCopies(Connection connection) throws SQLException {
        this.connection = connection;
        for (String table : TABLES) {
            tables.add(Table.of(connection, table));
        }
    }

    /** Copies the sessions to this thousand. */
    void write(int part) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Table table : tables) {
                statement.executeUpdate(table.copy(part));
            }
        }
    }

    private record Table(String name, List<String> columns) {
        static Table of(Connection connection, String name) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet none = statement.executeQuery("select * from " + name + " where 1 = 0")) {
                ResultSetMetaData row = none.getMetaData();
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getColumnCount(); i++) {
                    columns.add(row.getColumnName(i).toLowerCase(Locale.ROOT));
                }
                return new Table(name, columns);
            }
        }

        String copy(int part) {
            List<String> values =
                    columns.stream().map(column -> copied(column, part)).toList();
            return "insert into " + name + " (" + String.join(", ", columns) + ") select "
                    + String.join(", ", values) + " from " + name + " where " + session()
                    + " between '" + DeskHistory.session(PATTERN * 1000) + "' and '"
                    + DeskHistory.session(PATTERN * 1000 + 999) + "'";
        }

        /** The column with the id of the session. */
        private String session() {
            return name.equals("chat_audit") ? "subject" : columns.get(0);
        }

        private String copied(String column, int part) {
            if (IDS.contains(column) || column.equals(session())) {
                return String.format("replace(%s, '-%03d', '-%03d')", column, PATTERN, part);
            }
            return column.endsWith("_at")
                    ? column + " + "
                            + Duration.ofMinutes((part - PATTERN) * 1000L).toMillis()
                    : column;
        }
    }
}
