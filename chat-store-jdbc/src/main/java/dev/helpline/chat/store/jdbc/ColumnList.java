package dev.helpline.chat.store.jdbc;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table in the order in which they are written, each with the way to get its value from a {@code T}.
 * The texts of statements are derived from the names, so that the order of names and the order of values always
 * agree. Immutable.
 */
final class ColumnList<T> implements ByPosition.Binding<T> {
    private final List<String> names;
    private final List<Column<T>> columns;

    private ColumnList(List<String> names, List<Column<T>> columns) {
        this.names = List.copyOf(names);
        this.columns = List.copyOf(columns);
    }

    static <T> Builder<T> builder() {
        return new Builder<>();
    }

    /** Binds the value of one column, or of several that belong together; null if the row is absent. */
    private interface Column<T> {
        void bind(Binder binder, @Nullable T row) throws SQLException;
    }

    /** Returns a part of a row, which may be absent. */
    interface Part<T, P> {
        @Nullable
        P of(T row);
    }

    int size() {
        return names.size();
    }

    /** Returns the names with commas between them. */
    String names() {
        return each(UnaryOperator.identity());
    }

    /** Returns a question mark for each column, with commas between them. */
    String marks() {
        return ByPosition.repeated("?", size());
    }

    /** Returns {@code set} and the assignments of all columns. */
    String set() {
        return "set " + each(name -> name + " = ?");
    }

    /** Returns {@code text} of each name, with commas between them. */
    String each(UnaryOperator<String> text) {
        return names.stream().map(text).collect(joining(", "));
    }

    @Override
    public void bind(Binder binder, T row) throws SQLException {
        bindOptional(binder, row);
    }

    private void bindOptional(Binder binder, @Nullable T row) throws SQLException {
        for (Column<T> column : columns) {
            column.bind(binder, row);
        }
    }

    /** Builds a {@link ColumnList}. The columns are in the order of the calls. */
    static final class Builder<T> {
        private final List<String> names = new ArrayList<>();
        private final List<Column<T>> columns = new ArrayList<>();

        private Builder() {}

        Builder<T> text(String name, Part<T, String> value) {
            return add(name, (binder, row) -> binder.text(row == null ? null : value.of(row)));
        }

        Builder<T> constant(String name, Part<T, Enum<?>> value) {
            return text(name, row -> Columns.nameOrNull(value.of(row)));
        }

        Builder<T> number(String name, ToLongFunction<T> value) {
            return add(name, (binder, row) -> {
                if (row == null) {
                    binder.numberOrNull(null);
                } else {
                    binder.number(value.applyAsLong(row));
                }
            });
        }

        Builder<T> intOrNull(String name, Part<T, Integer> value) {
            return add(name, (binder, row) -> binder.intOrNull(row == null ? null : value.of(row)));
        }

        /** Binds false where the row is absent. */
        Builder<T> flag(String name, Predicate<T> value) {
            return add(name, (binder, row) -> binder.flag(row != null && value.test(row)));
        }

        Builder<T> instant(String name, Part<T, Instant> value) {
            return add(
                    name,
                    (binder, row) -> binder.numberOrNull(Columns.millisOrNull(row == null ? null : value.of(row))));
        }

        /** Adds the columns of a part; all of them are null where the part is absent. */
        <P> Builder<T> part(Part<T, P> part, ColumnList<P> of) {
            names.addAll(of.names);
            columns.add((binder, row) -> of.bindOptional(binder, row == null ? null : part.of(row)));
            return this;
        }

        /** Adds all the columns of another list. */
        Builder<T> all(ColumnList<T> others) {
            names.addAll(others.names);
            columns.addAll(others.columns);
            return this;
        }

        private Builder<T> add(String name, Column<T> column) {
            names.add(name);
            columns.add(column);
            return this;
        }

        ColumnList<T> build() {
            return new ColumnList<>(names, columns);
        }
    }
}
