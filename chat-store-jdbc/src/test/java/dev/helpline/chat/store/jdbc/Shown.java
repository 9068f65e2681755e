package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.ChatException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows values with all that is in them, also what their own text leaves out. */
final class Shown {
    private Shown() {}

    static String of(@Nullable Object value) {
        if (value instanceof Record record) {
            return Arrays.stream(record.getClass().getRecordComponents())
                    .map(component -> component.getName() + "=" + part(record, component))
                    .collect(Collectors.joining(", ", record.getClass().getSimpleName() + "[", "]"));
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(Shown::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Optional<?> optional) {
            return of(optional.orElse(null));
        }
        if (value instanceof String text) {
            return "'" + text.replace("\n", "\\n") + "'";
        }
        return String.valueOf(value);
    }

    static String refusal(ChatException refusal) {
        return refusal.code() + " " + new TreeMap<>(refusal.details()) + " " + refusal.retryAfter() + " "
                + refusal.getMessage();
    }

    private static String part(Record record, RecordComponent component) {
        try {
            return of(component.getAccessor().invoke(record));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("could not read " + component, e);
        }
    }
}
