package dev.helpline.chat.core.internal.board;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a board a reader has got: every change up to a revision. While a reader gets a snapshot page by page, its revision is
 * smaller than that of the board when the snapshot began, although the reader needs to hear only of sessions that went after that.
 *
 * @param revision of the last change that the reader got
 * @param base the board's revision when the reader's snapshot began, or that of an answer which had no more to tell
 * @param epoch names the run of the engine that counted the revisions
 */
record BoardCursor(long revision, long base, String epoch) {
    private static final Pattern FORM = Pattern.compile("~([0-9]{1,18})\\.([0-9]{1,18})\\.(.{1,128})");

    /** Reads a cursor; empty for anything else. */
    static Optional<BoardCursor> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new BoardCursor(
                        Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    /** The cursor as text. */
    String format() {
        return "~" + revision + "." + base + "." + epoch;
    }

    /** Every session that went up to this revision is gone for the reader, too. */
    long knowsGoneUntil() {
        return Math.max(revision, base);
    }
}
