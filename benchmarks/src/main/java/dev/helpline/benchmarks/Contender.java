package dev.helpline.benchmarks;

import dev.helpline.chat.spi.SessionId;
import java.util.List;

/** Somebody who stores messages, with one choice of settings. */
interface Contender extends AutoCloseable {
    /** Who it is: the engine, or which floor. */
    String name();

    /** With which settings. */
    String setting();

    /** How many threads stand for this many senders. */
    int threads(int senders);

    /**
     * Stores what comes next on this thread, durably, and answers how many messages that were.
     *
     * @param thread from 0, always the same for one thread
     */
    int send(int thread) throws Exception;

    /** Where it writes, so that what it says can be held against what is there. */
    List<SessionId> sessions();

    @Override
    void close();
}
