package dev.helpline.chat.store.jdbc;

import java.util.function.Supplier;

/** On which threads the database is spoken to. */
interface Lane extends AutoCloseable {
    /** Does the work, which only reads, and answers what it answers; what it throws reaches the caller. */
    <T> T read(Supplier<T> work);

    /** Does the work, which may write, and answers what it answers; what it throws reaches the caller. */
    <T> T write(Supplier<T> work);

    /** Stops the lane's threads when what they are doing is done. Nothing is called afterwards. */
    @Override
    void close();

    /** The thread that calls does the work: right for a database that lives elsewhere. */
    static Lane ofTheCaller() {
        return new Lane() {
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
