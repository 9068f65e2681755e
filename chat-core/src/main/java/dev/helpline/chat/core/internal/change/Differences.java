package dev.helpline.chat.core.internal.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says what a change changed, for its audit: a line per part, with its values before and after. Immutable. */
public final class Differences<T> {
    private final List<Part<T>> parts;

    private Differences(List<Part<T>> parts) {
        this.parts = parts;
    }

    /** Looks at no part yet. */
    public static <T> Differences<T> ofParts() {
        return new Differences<>(List.of());
    }

    /** Looks at this part, too. */
    public Differences<T> and(String name, Function<T, @Nullable Object> value) {
        List<Part<T>> more = new ArrayList<>(parts);
        more.add(new Part<>(name, value));
        return new Differences<>(List.copyOf(more));
    }

    /** A part that can be changed. */
    private record Part<T>(String name, Function<T, @Nullable Object> value) {
        @Nullable
        Object of(@Nullable T whole) {
            return whole == null ? null : value.apply(whole);
        }
    }

    /**
     * The parts that differ.
     *
     * @param before null if there was nothing before
     * @param after null if there is nothing afterwards
     */
    public String between(@Nullable T before, @Nullable T after) {
        List<String> lines = new ArrayList<>();
        for (Part<T> part : parts) {
            Object old = part.of(before);
            Object now = part.of(after);
            if (!Objects.equals(old, now)) {
                lines.add(part.name() + ": " + told(old) + " -> " + told(now));
            }
        }
        return String.join("\n", lines);
    }

    /** Whether no part differs. */
    public boolean areNone(T one, T other) {
        return parts.stream().allMatch(part -> Objects.equals(part.of(one), part.of(other)));
    }

    private static String told(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }
}
