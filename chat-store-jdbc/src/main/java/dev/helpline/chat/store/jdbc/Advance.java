package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.sql.SQLException;
import java.util.Optional;

/**
 * By how much a commit advances the log of its session, and the time of the newest entry: all that messages change in
 * a session's row. The advances of different sessions are often equal, and then share a statement.
 */
record Advance(long seqs, long visibleSeqs, long messages, long messageSeqs, long lastEntryAt) {
    /**
     * The assignments of the values that {@link #bind} binds. Only for a row that is locked and has the version that
     * the commit expects.
     */
    static final String SET = """
            set version = version + 1, last_seq = last_seq + ?, last_visible_seq = last_visible_seq + ?,
                message_count = message_count + ?, last_message_seq = last_message_seq + ?, last_entry_at = ?
            """;

    /** Returns the advance of a commit; empty if the commit changes more than that. */
    static Optional<Advance> of(SessionCommit commit) {
        Session base = commit.base();
        return base == null || !commit.onlyAppends() || amendsOrAttaches(base, commit.next())
                ? Optional.empty()
                : Optional.of(between(base, commit.next()));
    }

    /** Amendments and files are rare, so their numbers are not among what the statement sets. */
    private static boolean amendsOrAttaches(Session base, Session next) {
        return base.log().amendmentCount() != next.log().amendmentCount()
                || base.log().attachmentCount() != next.log().attachmentCount();
    }

    private static Advance between(Session base, Session next) {
        LogPosition from = base.log();
        LogPosition to = next.log();
        return new Advance(
                to.lastSeq() - from.lastSeq(),
                to.lastVisibleSeq() - from.lastVisibleSeq(),
                to.messageCount() - from.messageCount(),
                to.lastMessageSeq() - from.lastMessageSeq(),
                next.timeline().lastEntryAt().toEpochMilli());
    }

    void bind(Binder row) throws SQLException {
        row.number(seqs)
                .number(visibleSeqs)
                .number(messages)
                .number(messageSeqs)
                .number(lastEntryAt);
    }
}
