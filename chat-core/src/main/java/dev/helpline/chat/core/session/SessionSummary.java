package dev.helpline.chat.core.session;

import dev.helpline.chat.spi.entry.Entry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session in a list.
 *
 * @param view the session
 * @param lastMessage its newest message; null if it has none, or if the reader may not see that one
 */
public record SessionSummary(SessionView view, @Nullable Entry lastMessage) {
    /** Checks presence. */
    public SessionSummary {
        Objects.requireNonNull(view, "view");
    }
}
