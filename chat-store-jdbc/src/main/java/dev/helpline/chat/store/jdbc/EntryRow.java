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
        return Entry.builder(
                        new SessionId(row.getString("session_id")),
                        row.getLong("seq"),
                        new EntryId(row.getString("entry_id")))
                .prevVisibleSeq(row.getLong("prev_visible_seq"))
                .messageNumber(row.getLong("message_number"))
                .kind(EntryKind.valueOf(row.getString("kind")))
                .type(row.getString("type"))
                .audience(Audience.valueOf(row.getString("audience")))
                .author(new Author(
                        ParticipantType.valueOf(row.getString("author_type")),
                        row.getString("author_id"),
                        row.getString("author_name"),
                        row.getString("author_department")))
                .at(instant(row, "taken_at"))
                .claimedAt(instantOrNull(row, "claimed_at"))
                .text(row.getString("text"))
                .replyTo(replyTo == null ? null : new EntryId(replyTo))
                .metadata(row.getString("metadata"))
                .fingerprint(row.getString("fingerprint"))
                .build();
    }
}
