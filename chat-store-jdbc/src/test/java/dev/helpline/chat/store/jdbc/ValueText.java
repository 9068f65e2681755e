package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.ChatException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Renders values with all their parts, also those that their {@code toString} leaves out. */
final class ValueText {
    private ValueText() {}

    static String of(@Nullable Object value) {
        if (value != null && isOurs(value.getClass())) {
            return parts(value.getClass())
                    .map(part -> part.getName() + "=" + of(read(part, value)))
                    .collect(Collectors.joining(", ", value.getClass().getSimpleName() + "[", "]"));
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(ValueText::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Optional<?> optional) {
            return of(optional.orElse(null));
        }
        if (value instanceof long[] numbers) {
            return Arrays.toString(numbers);
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

    /**
     * Renders one of our values, a record or a class with a builder, whose {@code toString} leaves out what
     * customers wrote.
     */
    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("dev.helpline.") && !type.isEnum();
    }

    private static Stream<Field> parts(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields()).filter(field -> !Modifier.isStatic(field.getModifiers()));
    }

    private static @Nullable Object read(Field part, Object value) {
        try {
            part.setAccessible(true);
            return part.get(value);
        } catch (IllegalAccessException e) {
            throw new LinkageError("could not read " + part, e);
        }
    }
}
