package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.sql.SQLException;
import java.util.Optional;

/**
 * By how much a commit moves the log of its session on, and when: all that messages change of a session's row. Many are
 * alike, whatever the sessions.
 */
record Advance(long seqs, long visibleSeqs, long messages, long messageSeqs, long lastEntryAt) {
    /** Assigns what {@link #bind} binds; only for a row that is locked, at the version the commit follows. */
    static final String SET = """
            set version = version + 1, last_seq = last_seq + ?, last_visible_seq = last_visible_seq + ?,
                message_count = message_count + ?, last_message_seq = last_message_seq + ?, last_entry_at = ?
            """;

    /** Empty if the commit changes more. */
    static Optional<Advance> of(SessionCommit commit) {
        Session base = commit.base();
        return base == null || !commit.onlyAppends() ? Optional.empty() : Optional.of(between(base, commit.next()));
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
