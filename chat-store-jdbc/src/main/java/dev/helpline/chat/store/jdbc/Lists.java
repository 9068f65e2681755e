package dev.helpline.chat.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Lists of values for SQL. */
final class Lists {
    private Lists() {}

    /**
     * Returns the values of an {@code in (…)}, with the last one repeated until their number is a power of two. So a
     * database has to parse and plan ten statements for up to a thousand values, and not a thousand.
     */
    static <T, V> List<V> padded(Collection<T> items, Function<T, V> value) {
        List<V> values = new ArrayList<>(items.size());
        items.forEach(item -> values.add(value.apply(item)));
        int size = values.size() == 1 ? 1 : Integer.highestOneBit(values.size() - 1) << 1;
        while (values.size() < size) {
            values.add(values.get(values.size() - 1));
        }
        return values;
    }
}
