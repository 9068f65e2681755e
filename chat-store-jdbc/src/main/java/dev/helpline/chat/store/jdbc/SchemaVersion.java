package dev.helpline.chat.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The version of the tables. Each script notes its version with its last statement, so it does not matter whether
 * Flyway or the host ran it.
 *
 * @param version the version of the newest script that ran to its end; 0 if none did
 * @param usableFrom the lowest version that a release has to know to work with the tables
 */
record SchemaVersion(int version, int usableFrom) {
    private static final SchemaVersion NONE = new SchemaVersion(0, 0);

    static SchemaVersion read(Connection connection, TableNames names) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select max(version), max(usable_from) from " + names.tables() + "schema_version")) {
            row.next();
            return new SchemaVersion(row.getInt(1), row.getInt(2)); // null is 0
        } catch (SQLException e) {
            if (TableRefusal.isMissing(e)) {
                return NONE;
            }
            throw e;
        }
    }
}
