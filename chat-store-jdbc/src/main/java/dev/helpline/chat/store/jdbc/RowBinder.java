package dev.helpline.chat.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Binds the values of one statement, or of one row of a batch. */
final class RowBinder implements Binder {
    private final PreparedStatement statement;
    private int position;

    RowBinder(PreparedStatement statement) {
        this.statement = statement;
    }

    @Override
    public RowBinder text(@Nullable String value) throws SQLException {
        statement.setString(++position, value);
        return this;
    }

    @Override
    public RowBinder number(long value) throws SQLException {
        statement.setLong(++position, value);
        return this;
    }

    @Override
    public RowBinder numberOrNull(@Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(++position, Types.BIGINT);
            return this;
        }
        return number(value);
    }

    @Override
    public RowBinder intOrNull(@Nullable Integer value) throws SQLException {
        if (value == null) {
            statement.setNull(++position, Types.INTEGER);
        } else {
            statement.setInt(++position, value);
        }
        return this;
    }

    @Override
    public RowBinder flag(boolean value) throws SQLException {
        statement.setBoolean(++position, value);
        return this;
    }
}
