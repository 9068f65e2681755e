package dev.helpline.benchmarks;

import dev.helpline.chat.spi.SessionId;
import java.util.List;

/** A program that stores messages, with certain settings. */
interface Contender extends AutoCloseable {
    /** Returns its name: the engine, or a floor. */
    String name();

    /** Returns its settings. */
    String setting();

    /** Returns how many threads it uses for this many senders. */
    int threads(int senders);

    /**
     * Stores the next message or batch of this thread durably, and returns the number of messages.
     *
     * @param thread the number of the thread, from 0
     */
    int send(int thread) throws Exception;

    /** Returns the sessions to which it writes, so that its claims can be compared with the rows. */
    List<SessionId> sessions();

    @Override
    void close();
}
