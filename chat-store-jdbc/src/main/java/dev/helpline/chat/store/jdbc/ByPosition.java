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
 * Statements whose values are bound by position, for the hot path of messages. When JDBI binds by name, it looks up
 * for every value how to bind it, which takes longer than some databases need to store the row.
 */
final class ByPosition {
    /** The placeholder in statements for the prefix of all table names. */
    static final String PREFIX = "prefix";

    /** The placeholder in statements for {@link Dialect#byPrimaryKey}. */
    static final String BY_PRIMARY_KEY = "by_primary_key";

    /** The maximal number of rows per statement; more rows hardly make a row cheaper. */
    private static final int MOST_TOGETHER = 64;

    /**
     * The maximal amount of text per statement, in chars of at most three bytes each. MariaDB and MySQL reject a
     * statement that is longer than {@code max_allowed_packet}, and MariaDB then closes the connection. The default
     * is 16 MiB or more in both, and was never below 1 MiB.
     */
    private static final long MOST_TEXT = 250_000;

    private ByPosition() {}

    /** Binds the values of a row. */
    interface Binding<T> {
        void bind(Binder binder, T row) throws SQLException;
    }

    /** Binds all values of a statement. */
    interface BindingAll {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Reads a row of a result. */
    interface Reading {
        void read(ResultSet row) throws SQLException;
    }

    /** Executes a statement once for each row, as one batch. */
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
     * Inserts rows, many per statement. Their number is a power of two, so that drivers and servers have few
     * different statements to cache.
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

    /** Reads the result of a query whose values all come from one object. */
    static <T> void query(Handle handle, String sql, T values, Binding<T> binding, Reading reading) {
        query(handle, sql, statement -> binding.bind(new RowBinder(statement), values), reading);
    }

    /** Reads the result of a query. */
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

    /** Returns an exception whose message may quote values, see {@link Failure#withoutValues}. */
    private static RuntimeException failed(SQLException cause) {
        return new IllegalStateException("the database did not execute a statement: " + cause.getMessage(), cause);
    }

    /** Returns the text repeated so many times, with commas in between. */
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
