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
import org.jspecify.annotations.Nullable;

/** The row of an entry: its columns, and how it is read. */
final class EntryRow {
    static final ColumnList<Entry> COLUMNS = ColumnList.<Entry>builder()
            .text("session_id", entry -> entry.session().value())
            .number("seq", Entry::seq)
            .number("prev_visible_seq", Entry::prevVisibleSeq)
            .number("message_number", Entry::messageNumber)
            .text("entry_id", entry -> entry.id().value())
            .constant("kind", Entry::kind)
            .text("type", Entry::type)
            .constant("audience", Entry::audience)
            .constant("author_type", entry -> entry.author().type())
            .text("author_id", entry -> entry.author().id())
            .text("author_name", entry -> entry.author().name())
            .text("author_department", entry -> entry.author().department())
            .instant("taken_at", Entry::at)
            .instant("claimed_at", Entry::claimedAt)
            .text("text", Entry::text)
            .text("reply_to", EntryRow::replyTo)
            .text("metadata", Entry::metadata)
            .text("fingerprint", Entry::fingerprint)
            .build();

    /** The beginning of every query for entries. */
    static final String SELECT = "select " + COLUMNS.names() + " from <prefix>entry ";

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

    private static @Nullable String replyTo(Entry entry) {
        EntryId replyTo = entry.replyTo();
        return replyTo == null ? null : replyTo.value();
    }
}
