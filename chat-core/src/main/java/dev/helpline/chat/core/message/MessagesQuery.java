package dev.helpline.chat.core.message;

import dev.helpline.chat.spi.SessionId;
import java.util.Objects;

/**
 * Which page of a session's messages, counted from the oldest.
 *
 * @param session which session
 * @param page from 1
 * @param limit how many a page holds, from 1 to 100
 */
public record MessagesQuery(SessionId session, int page, int limit) {
    /** The largest {@code limit}. */
    public static final int MAX_LIMIT = 100;

    /** Checks presence; the engine checks the bounds. */
    public MessagesQuery {
        Objects.requireNonNull(session, "session");
    }
}
