package dev.helpline.chat.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Lists as SQL takes them. */
final class Lists {
    private Lists() {}

    /**
     * The values of an {@code in (…)}, the last one repeated until their number is a power of two: so there are ten
     * statements to be parsed and planned for up to a thousand values, and not a thousand.
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
