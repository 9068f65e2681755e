package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Experimental;

/** Hears when a store asks its database. A store calls it on hot paths: it must be thread-safe, must return at once and must not throw. */
@Experimental
@FunctionalInterface
public interface QueryWatch {
    /** A query begins: a read, or a transaction with all its statements. Returns what the store runs when it has ended, in whatever way. */
    Runnable begun();
}
