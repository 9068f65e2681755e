package dev.helpline.chat.spi.cluster;

import dev.helpline.chat.spi.Experimental;
import java.util.List;

/**
 * Carries short notices between the engines that share a store, so that a client of one engine sees at once what another engine
 * commits, and who is typing there.
 *
 * <p>A bus promises no delivery. It may lose, repeat, delay and reorder notices: an engine takes each notice as a reason to read the
 * store again, and compares its sessions with the store once a second whether notices come or not. A bus that is down therefore makes
 * a message late by up to a second, and never loses one.
 *
 * <p>The host creates the bus, passes it to its engine, and closes it after the engine. Several engines in one process may share one
 * bus. Thread-safe.
 */
@Experimental
public interface ClusterBus extends AutoCloseable {
    /**
     * The longest notice, in characters. PostgreSQL carries less than 8000 bytes per notification; the rest is left to a bus for what it
     * adds.
     */
    int MAX_NOTICE_LENGTH = 7000;

    /**
     * Sends notices to all subscribers of all nodes, in their order where the bus can. Whether subscribers of this same bus object
     * receive them, too, is the bus's choice; an engine recognises its own notices.
     *
     * <p>May block for some seconds: the engine calls it on a thread that does nothing else. While one call is under way, the engine
     * joins all that changes in the meantime, and passes it to the next call. If the call throws, the engine logs it and goes on; the
     * notices are not sent again.
     *
     * @param notices printable ASCII texts of 1 to {@link #MAX_NOTICE_LENGTH} characters, at least one
     */
    void publish(List<String> notices);

    /**
     * Adds a subscriber, which receives the notices that are published from about now on. Does not wait for a connection: a bus that
     * is not connected connects in the background, and then calls {@link Listener#mayHaveMissed}.
     *
     * @throws IllegalStateException if the bus is closed
     */
    Registration subscribe(Listener listener);

    /** Ends all registrations, and releases connections and threads. Returns within a few seconds. Repeating the call does nothing. */
    @Override
    void close();

    /**
     * Receives notices, on threads of the bus. The methods return quickly and do not throw; a bus survives a listener that throws. Two
     * calls may run at the same time.
     */
    interface Listener {
        /** A notice arrived, possibly not for the first time. */
        void received(String notice);

        /** Notices may have been lost, for example since the connection was down. The bus may call this at any time. */
        void mayHaveMissed();
    }

    /** A subscriber's place on the bus. */
    interface Registration extends AutoCloseable {
        /** Removes the subscriber; a call that is under way may still end later. Repeating the call does nothing. */
        @Override
        void close();
    }
}
