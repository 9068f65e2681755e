package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import java.util.function.Function;

/**
 * Makes the cursors of clients that break off in the middle of an answer: they got the log up to an entry, and no head. Makes them only
 * when they are asked for, since polls need none.
 *
 * @param epoch the run of this engine
 */
record CursorsBehind(SessionId session, String epoch) implements Function<Entry, String> {
    @Override
    public String apply(Entry message) {
        return new PollCursor(message.seq(), PollCursor.markOf(message.id()), 0, 0, epoch).format(session);
    }
}
