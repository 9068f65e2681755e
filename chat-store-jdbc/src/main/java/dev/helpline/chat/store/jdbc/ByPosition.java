package dev.helpline.chat.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * Statements whose values are bound by position, for where every message passes. To bind by name JDBI looks up for each value
 * anew how that is done, which took longer than some databases need for the row.
 */
final class ByPosition {
    /** Stands in a statement for what the names of tables begin with. */
    static final String PREFIX = "prefix";

    /** Stands in a statement for {@link Dialect#byPrimaryKey}. */
    static final String BY_PRIMARY_KEY = "by_primary_key";

    /** How many rows go into one statement: with more, a row costs hardly less. */
    private static final int MOST_TOGETHER = 64;

    /**
     * How much text goes into one statement, in chars, which are three bytes each at most. MariaDB and MySQL take no statement
     * that is longer than {@code max_allowed_packet}, and MariaDB cuts the connection; both have 16 MiB or more by default, and
     * nobody has less than 1 MiB by default.
     */
    private static final long MOST_TEXT = 250_000;

    private ByPosition() {}

    /** Binds what belongs to a row. */
    interface Binding<T> {
        void bind(Binder binder, T row) throws SQLException;
    }

    /** Binds all values of a statement. */
    interface BindingAll {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Takes over what a row of a result says. */
    interface Reading {
        void read(ResultSet row) throws SQLException;
    }

    /** Executes a statement once for each row, in one go. */
    static <T> void batch(Handle handle, String sql, Collection<T> rows, Binding<T> binding) {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = prepare(handle, sql)) {
            for (T row : rows) {
                binding.bind(new RowBinder(statement), row);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Inserts rows as a batch, see {@link #insertTogether}. */
    static <T> void insert(Handle handle, String table, ColumnList<T> columns, List<T> rows) {
        batch(handle, into(table, columns) + " values (" + columns.marks() + ")", rows, columns);
    }

    /**
     * Inserts rows, many with each statement. How many is a power of two, so that there are few texts for a driver or a
     * server to remember.
     */
    static <T> void insertTogether(Handle handle, String table, ColumnList<T> columns, List<T> rows) {
        String into = into(table, columns) + " values ";
        String marks = "(" + columns.marks() + ")";
        List<T> left = rows;
        try {
            while (!left.isEmpty()) {
                int size = together(left, columns);
                try (PreparedStatement statement = prepare(handle, into + repeated(marks, size))) {
                    Binder values = new RowBinder(statement);
                    for (T row : left.subList(0, size)) {
                        columns.bind(values, row);
                    }
                    statement.executeUpdate();
                }
                left = left.subList(size, left.size());
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static String into(String table, ColumnList<?> columns) {
        return "insert into " + table + " (" + columns.names() + ")";
    }

    private static <T> int together(List<T> rows, Binding<T> binding) throws SQLException {
        int size = Integer.highestOneBit(Math.min(rows.size(), MOST_TOGETHER));
        while (size > 1 && TextLength.of(rows.subList(0, size), binding) > MOST_TEXT) {
            size /= 2;
        }
        return size;
    }

    /** Reads what a query finds for values that are all bound from one object. */
    static <T> void query(Handle handle, String sql, T values, Binding<T> binding, Reading reading) {
        query(handle, sql, statement -> binding.bind(new RowBinder(statement), values), reading);
    }

    /** Reads what a query finds. */
    static void query(Handle handle, String sql, BindingAll binding, Reading reading) {
        try (PreparedStatement statement = prepare(handle, sql)) {
            binding.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reading.read(rows);
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** It may quote values, see {@link Failure#withoutValues}. */
    private static RuntimeException failed(SQLException cause) {
        return new IllegalStateException("the database did not execute a statement: " + cause.getMessage(), cause);
    }

    /** So many times the same, with commas between. */
    static String repeated(String marks, int times) {
        return String.join(", ", Collections.nCopies(times, marks));
    }

    private static String defined(String name, String sql, SqlStatements settings) {
        return sql.replace("<" + name + ">", String.valueOf(settings.getAttribute(name)));
    }

    private static PreparedStatement prepare(Handle handle, String sql) throws SQLException {
        SqlStatements settings = handle.getConfig(SqlStatements.class);
        PreparedStatement statement = handle.getConnection()
                .prepareStatement(defined(BY_PRIMARY_KEY, defined(PREFIX, sql, settings), settings));
        Integer seconds = settings.getQueryTimeout();
        if (seconds != null) {
            statement.setQueryTimeout(seconds);
        }
        return statement;
    }
}
