package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.Checks;

/**
 * The position that a session's log has reached.
 *
 * @param lastSeq seq of the newest entry; 0 before the first
 * @param lastVisibleSeq seq of the newest entry that the customer may see; 0 if there is none
 * @param messageCount how many of the entries are messages
 * @param lastMessageSeq seq of the newest message; 0 if there is none
 * @param amendmentCount how many of the entries are amendments
 */
public record LogPosition(
        long lastSeq, long lastVisibleSeq, long messageCount, long lastMessageSeq, long amendmentCount) {
    /** The position of a log without entries. */
    public static final LogPosition START = new LogPosition(0, 0, 0, 0, 0);

    /** Checks that no count is beyond {@code lastSeq}. */
    public LogPosition {
        Checks.within("lastSeq", lastSeq, 0, Long.MAX_VALUE);
        Checks.within("lastVisibleSeq", lastVisibleSeq, 0, lastSeq);
        Checks.within("messageCount", messageCount, 0, lastSeq);
        Checks.within("lastMessageSeq", lastMessageSeq, messageCount, lastSeq);
        Checks.within("amendmentCount", amendmentCount, 0, lastSeq - messageCount);
    }
}
