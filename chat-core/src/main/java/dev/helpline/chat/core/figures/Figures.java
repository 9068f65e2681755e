package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Experimental;

/** The figures that a caller may see. Thread-safe. */
@Experimental
public interface Figures {
    /**
     * Returns the live board: the open sessions and the agents of all nodes, as they are now. Reads the rows of open sessions only, and of
     * agents as of some seconds ago.
     */
    LiveBoard board();

    /** Returns how this node performed in the last 15 minutes, by measurements. Reads no store. */
    Performance performance();
}
