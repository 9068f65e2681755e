package dev.helpline.chat.store.jdbc;

import java.util.function.Supplier;

/** Decides on which threads the database is called. */
interface DatabaseThreads extends AutoCloseable {
    /** Runs work that only reads, and returns its result; what the work throws, the caller gets. */
    <T> T read(Supplier<T> work);

    /** Runs work that may write, and returns its result; what the work throws, the caller gets. */
    <T> T write(Supplier<T> work);

    /** Waits for running work, then stops the threads. No method is called afterwards. */
    @Override
    void close();

    /** Runs work on the calling thread, which is right for a database outside this process. */
    static DatabaseThreads ofTheCaller() {
        return new DatabaseThreads() {
            @Override
            public <T> T read(Supplier<T> work) {
                return work.get();
            }

            @Override
            public <T> T write(Supplier<T> work) {
                return work.get();
            }

            @Override
            public void close() {}
        };
    }
}
