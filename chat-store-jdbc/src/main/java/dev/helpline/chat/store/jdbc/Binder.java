package dev.helpline.chat.store.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes the values of one row in the order of their question marks. */
interface Binder {
    Binder text(@Nullable String value) throws SQLException;

    Binder number(long value) throws SQLException;

    Binder numberOrNull(@Nullable Long value) throws SQLException;

    Binder intOrNull(@Nullable Integer value) throws SQLException;

    Binder flag(boolean value) throws SQLException;
}
