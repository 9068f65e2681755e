package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.core.ChatParticipant;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pages of messages as dialects count them: from the oldest one, which has the offset 0 and keeps it. */
public final class Messages {
    private static final int MAX_LIMIT = 100;
    private static final int MAX_OFFSET = 1_000_000;

    private Messages() {}

    /** Returns the newest messages, the oldest of them first. */
    public static MessagePage newest(ChatParticipant participant, SessionView view, int limit) {
        long count = view.session().log().messageCount();
        return from(participant, view.session().id(), Math.max(0, count - limit), limit);
    }

    /**
     * Returns the messages that a client asks for, which count as delivered to it: {@code limit} of them, by default and at most 100, from
     * {@code offset} on; without one the newest.
     */
    public static MessagePage requested(ChatParticipant participant, SessionView view, QueryText query) {
        int limit = query.whole("limit", MAX_LIMIT, 1, MAX_LIMIT);
        SessionId session = view.session().id();
        MessagePage page = query.text("offset").isEmpty()
                ? newest(participant, view, limit)
                : from(participant, session, query.whole("offset", 0, 0, MAX_OFFSET), limit);
        List<Entry> messages = page.messages();
        if (!messages.isEmpty()) {
            participant.delivered(session, messages.get(messages.size() - 1).seq());
        }
        return page;
    }

    /** Returns messages from an offset on. */
    public static MessagePage from(ChatParticipant participant, SessionId session, long offset, int limit) {
        int page = Math.toIntExact(offset / limit) + 1;
        int skipped = (int) (offset % limit);
        MessagePage first = participant.messages(MessagesQuery.page(session, page, limit));
        if (skipped == 0) {
            return first;
        }
        List<Entry> messages = new ArrayList<>(first.messages());
        MessagePage second = participant.messages(MessagesQuery.page(session, page + 1, limit));
        messages.addAll(second.messages());
        List<Entry> wanted =
                messages.subList(Math.min(skipped, messages.size()), Math.min(skipped + limit, messages.size()));
        return new MessagePage(wanted, second.total(), null, second.activity());
    }

    /** Returns the first messages behind a message; from the start where it is not one of the session. */
    static MessagePage after(ChatParticipant participant, SessionId session, String message, int limit) {
        return participant.messages(MessagesQuery.after(session, message, limit));
    }

    /** Returns the newest message. */
    public static Optional<Entry> last(ChatParticipant participant, SessionView view) {
        List<Entry> newest = newest(participant, view, 1).messages();
        return newest.isEmpty() ? Optional.empty() : Optional.of(newest.get(newest.size() - 1));
    }
}
