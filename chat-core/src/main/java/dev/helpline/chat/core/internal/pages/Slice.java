package dev.helpline.chat.core.internal.pages;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param items the items of this part
 * @param edge the last item, if the list goes on behind it; null if it does not
 */
public record Slice<T>(List<T> items, @Nullable T edge) {
    /** How many items to read for a slice of {@code limit}: one more, which tells whether the list goes on. */
    public static int toRead(int limit) {
        return limit + 1;
    }

    /** The first {@code limit} of the items that were read. The list ends there if fewer than {@link #toRead} were read. */
    public static <T> Slice<T> of(List<T> read, int limit) {
        return read.size() > limit ? new Slice<>(read.subList(0, limit), read.get(limit - 1)) : new Slice<>(read, null);
    }

    /** The same items, the last of them first. */
    Slice<T> reversed() {
        List<T> reversed = new ArrayList<>(items);
        Collections.reverse(reversed);
        return new Slice<>(reversed, edge);
    }

    /** The key of the next slice; null if there is none. */
    public <K> @Nullable K next(Function<T, K> key) {
        return edge == null ? null : key.apply(edge);
    }
}
