package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.session.Priority;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Conversions of values for which JDBC has no portable type: instants, optional numbers, priorities. */
final class Columns {
    private Columns() {}

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Long millisOrNull(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    static @Nullable Integer intOrNull(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    static <E extends Enum<E>> @Nullable E constantOrNull(Class<E> type, ResultSet row, String column)
            throws SQLException {
        String name = row.getString(column);
        return name == null ? null : Enum.valueOf(type, name);
    }

    static @Nullable String nameOrNull(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    /** Returns the number that a column holds for a priority. The steps of ten leave room for more priorities. */
    static int rank(Priority priority) {
        return switch (priority) {
            case LOW -> 10;
            case NORMAL -> 20;
            case HIGH -> 30;
            case URGENT -> 40;
        };
    }

    static @Nullable Integer rankOrNull(@Nullable Priority priority) {
        return priority == null ? null : rank(priority);
    }

    static Priority priority(int rank) {
        for (Priority priority : Priority.values()) {
            if (rank(priority) == rank) {
                return priority;
            }
        }
        throw new IllegalStateException("no priority has the rank " + rank);
    }

    static @Nullable Priority priorityOrNull(ResultSet row, String column) throws SQLException {
        Integer rank = intOrNull(row, column);
        return rank == null ? null : priority(rank);
    }
}
