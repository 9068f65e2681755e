package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.EntryTails;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a session a client has got. The seq says up to which entry; version, live revision and epoch name the head. A client gets
 * the head again if any of these differs, whether it is larger or smaller.
 *
 * <p>As text it begins with {@code ~}, which no message id contains, and carries a check of the session's id, so that a
 * cursor of another session is recognised.
 *
 * @param seq of the last entry that the client got; 0 if it got none
 * @param mark of the entry with that seq; if the log has another entry there, it is not the log that the client got
 * @param version of the stored part
 * @param liveRevision of the live part
 * @param epoch the run of the engine that counted the live revisions
 */
public record PollCursor(long seq, String mark, long version, long liveRevision, String epoch) {
    /** The mark of the place before the first entry. */
    static final String START = "0";

    private static final char MARK = '~';
    private static final Pattern FORM = Pattern.compile(
            "~([0-9]{1,18})\\.([0-9a-f]{1,8})\\.([0-9]{1,18})\\.([0-9]{1,18})\\.([A-Za-z0-9_-]{1,64})\\.([0-9a-f]{1,8})");

    /** The mark of the entry with this seq; may read the store. */
    static String markAt(long seq, EntryTails tails, SessionId session) {
        return seq == 0
                ? START
                : tails.at(session, seq).map(entry -> markOf(entry.id())).orElse(START);
    }

    /** Whether the session's log has the entry that the cursor stands behind; may read the store. */
    public boolean standsIn(EntryTails tails, SessionId session) {
        return markAt(seq, tails, session).equals(mark);
    }

    /** The mark of an entry. */
    static String markOf(EntryId entry) {
        return Integer.toHexString(entry.hashCode());
    }

    /** Whether the text can only be a cursor, never a message id. */
    public static boolean looksLike(String text) {
        return !text.isEmpty() && text.charAt(0) == MARK;
    }

    /** Reads a cursor of this session; empty for anything else. */
    public static Optional<PollCursor> parse(String text, SessionId session) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || !check(session).equals(matcher.group(6))) {
            return Optional.empty();
        }
        return Optional.of(new PollCursor(
                Long.parseLong(matcher.group(1)),
                matcher.group(2),
                Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4)),
                matcher.group(5)));
    }

    /** The cursor as text. */
    public String format(SessionId session) {
        return MARK
                + String.join(
                        ".",
                        Long.toString(seq),
                        mark,
                        Long.toString(version),
                        Long.toString(liveRevision),
                        epoch,
                        check(session));
    }

    private static String check(SessionId session) {
        return Integer.toHexString(session.value().hashCode());
    }
}
