package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Experimental;

/** A store over a database whose times can be measured. A store in memory is none. Thread-safe. */
@Experimental
public interface WatchedStore {
    /** Has {@code watch} hear of each query that begins from now on, once a connection to the database is there. */
    void watchQueries(QueryWatch watch);

    /** Forgets a watch; does nothing if it is not known. */
    void unwatchQueries(QueryWatch watch);
}
