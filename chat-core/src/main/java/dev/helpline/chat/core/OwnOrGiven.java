package dev.helpline.chat.core;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part that the host gave to the engine and keeps, or that the engine made and closes.
 *
 * @param closing closes the engine's own part; does nothing to one that the host gave
 */
record OwnOrGiven<T>(T part, Runnable closing) {
    static <T, O extends T> OwnOrGiven<T> of(@Nullable T given, Supplier<O> makeOwn, Consumer<O> close) {
        if (given != null) {
            return new OwnOrGiven<>(given, () -> {});
        }
        O own = makeOwn.get();
        return new OwnOrGiven<>(own, () -> close.accept(own));
    }

    void close() {
        closing.run();
    }
}
