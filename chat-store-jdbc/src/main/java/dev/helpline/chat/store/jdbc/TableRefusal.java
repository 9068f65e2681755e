package dev.helpline.chat.store.jdbc;

import java.sql.SQLException;
import java.util.Set;

/** Tells why a database does not let the user read or change a table. */
final class TableRefusal {
    /** H2, MariaDB and MySQL: no such table (42S02 to 42S04), column (42S22). PostgreSQL: table, column, schema. */
    private static final Set<String> MISSING_STATES =
            Set.of("42S02", "42S03", "42S04", "42S22", "42P01", "42703", "3F000");

    /** H2 and MySQL: no such schema. */
    private static final Set<Integer> MISSING_CODES = Set.of(90079, 1049);

    /** PostgreSQL: insufficient privilege. */
    private static final String FORBIDDEN_STATE = "42501";

    /** H2: not enough rights, administrators only. MariaDB and MySQL: access to database, table or operation denied. */
    private static final Set<Integer> FORBIDDEN_CODES = Set.of(90096, 90040, 1044, 1142, 1227);

    private TableRefusal() {}

    /** Returns whether there is no table, column or schema of that name. */
    static boolean isMissing(SQLException e) {
        return MISSING_CODES.contains(e.getErrorCode())
                || (e.getSQLState() != null && MISSING_STATES.contains(e.getSQLState()));
    }

    /** Returns whether the user lacks a right. */
    static boolean isForbidden(SQLException e) {
        return FORBIDDEN_CODES.contains(e.getErrorCode()) || FORBIDDEN_STATE.equals(e.getSQLState());
    }
}
