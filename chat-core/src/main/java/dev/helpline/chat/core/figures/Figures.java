package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Experimental;

/**
 * The figures that a caller may see: supervisors, admins and the host all of them; an agent those of the team, and of single agents only the own
 * ones. Thread-safe. What reads figures of a range throws {@link UnsupportedOperationException} if the store is no {@link
 * dev.helpline.chat.spi.store.FigureStore}.
 */
@Experimental
public interface Figures {
    /**
     * Returns the live board: the open sessions and the agents of all nodes, as they are now. Reads the rows of open sessions only, and of
     * agents as of some seconds ago.
     */
    LiveBoard board();

    /** Returns the main figures of a range, with the live board and how this node performs. */
    Analytics analytics(FigureRange range);

    /**
     * Returns a report. An agent gets of a report by agents only the own row.
     *
     * @throws dev.helpline.chat.spi.ChatException INVALID_REQUEST for more than {@link FigureRange#MAX_BUCKETS} rows of time
     */
    Report report(ReportRequest request);

    /**
     * Returns a page of what is behind a number of a report. An agent may ask only for the own row of a report by agents.
     *
     * @throws dev.helpline.chat.spi.ChatException FORBIDDEN for an agent who asks for anything else
     */
    Explanation explain(ExplainRequest request);

    /** Returns how this node performed in the last 15 minutes, by measurements. Reads no store. */
    Performance performance();
}
