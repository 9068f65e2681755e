package dev.helpline.chat.store.jdbc;

import java.lang.reflect.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects rows and binds each of their columns as one array, for a database that has arrays. A column without any
 * value becomes an array without elements: {@code unnest} fills it up with nulls beside longer arrays, and it costs
 * nothing.
 */
final class ColumnBinder implements Binder {
    private final int rows;
    private final List<Column> columns = new ArrayList<>();
    private int row = -1;
    private int column;

    private ColumnBinder(int rows) {
        this.rows = rows;
    }

    /**
     * Binds the columns of these rows, the first one at {@code position}, and returns the position after the last
     * one. Without rows there are no columns, and nothing is bound.
     *
     * @param binding binds values of the same kinds for each row
     */
    static <T> int bind(PreparedStatement statement, int position, List<T> rows, ByPosition.Binding<T> binding)
            throws SQLException {
        ColumnBinder collected = new ColumnBinder(rows.size());
        for (T row : rows) {
            collected.row++;
            collected.column = 0;
            binding.bind(collected, row);
        }
        Connection connection = statement.getConnection();
        int next = position;
        for (Column filled : collected.columns) {
            statement.setArray(next++, connection.createArrayOf(filled.type, filled.elements()));
        }
        return next;
    }

    @Override
    public ColumnBinder text(@Nullable String value) {
        return add("text", String.class, value);
    }

    @Override
    public ColumnBinder number(long value) {
        return add("bigint", Long.class, value);
    }

    @Override
    public ColumnBinder numberOrNull(@Nullable Long value) {
        return add("bigint", Long.class, value);
    }

    @Override
    public ColumnBinder intOrNull(@Nullable Integer value) {
        return add("int", Integer.class, value);
    }

    @Override
    public ColumnBinder flag(boolean value) {
        return add("boolean", Boolean.class, value);
    }

    private ColumnBinder add(String type, Class<?> elementType, @Nullable Object value) {
        if (row == 0) {
            columns.add(new Column(type, (Object[]) Array.newInstance(elementType, rows)));
        }
        columns.get(column++).put(row, value);
        return this;
    }

    /** The values of one column, in an array of a type that the driver sends without turning each element into text. */
    private static final class Column {
        final String type;
        private final @Nullable Object[] values;
        private boolean empty = true;

        Column(String type, @Nullable Object[] values) {
            this.type = type;
            this.values = values;
        }

        void put(int row, @Nullable Object value) {
            values[row] = value;
            empty &= value == null;
        }

        @Nullable
        Object[] elements() {
            return empty ? Arrays.copyOf(values, 0) : values;
        }
    }
}
