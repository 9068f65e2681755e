package dev.helpline.chat.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds nothing, but adds up the length of the texts to be bound, in chars. Other values are short and not counted. */
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
