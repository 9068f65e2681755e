package dev.helpline.chat.store.jdbc;

import static dev.helpline.chat.store.jdbc.Columns.instant;
import static dev.helpline.chat.store.jdbc.Columns.instantOrNull;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads an entry from its row. */
final class EntryRow {
    /** The beginning of every query for entries. */
    static final String SELECT = """
            select session_id, seq, prev_visible_seq, message_number, entry_id, kind, type, audience,
                   author_type, author_id, author_name, author_department, taken_at, claimed_at,
                   text, reply_to, metadata, fingerprint
              from <prefix>entry
            """;

    private EntryRow() {}

    static Entry read(ResultSet row, StatementContext context) throws SQLException {
        String replyTo = row.getString("reply_to");
        return new Entry(
                new SessionId(row.getString("session_id")),
                row.getLong("seq"),
                row.getLong("prev_visible_seq"),
                row.getLong("message_number"),
                new EntryId(row.getString("entry_id")),
                EntryKind.valueOf(row.getString("kind")),
                row.getString("type"),
                Audience.valueOf(row.getString("audience")),
                new Author(
                        ParticipantType.valueOf(row.getString("author_type")),
                        row.getString("author_id"),
                        row.getString("author_name"),
                        row.getString("author_department")),
                instant(row, "taken_at"),
                instantOrNull(row, "claimed_at"),
                row.getString("text"),
                replyTo == null ? null : new EntryId(replyTo),
                row.getString("metadata"),
                row.getString("fingerprint"));
    }
}
