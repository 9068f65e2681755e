package dev.helpline.chat.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds nothing and adds up how much text there is to be bound, in chars. All else is short. */
final class TextLength implements Binder {
    private long chars;

    private TextLength() {}

    static <T> long of(List<T> rows, ByPosition.Binding<T> binding) throws SQLException {
        TextLength length = new TextLength();
        for (T row : rows) {
            binding.bind(length, row);
        }
        return length.chars;
    }

    @Override
    public TextLength text(@Nullable String value) {
        chars += value == null ? 0 : value.length();
        return this;
    }

    @Override
    public TextLength number(long value) {
        return this;
    }

    @Override
    public TextLength numberOrNull(@Nullable Long value) {
        return this;
    }

    @Override
    public TextLength intOrNull(@Nullable Integer value) {
        return this;
    }

    @Override
    public TextLength flag(boolean value) {
        return this;
    }
}
