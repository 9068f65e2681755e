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
import dev.helpline.chat.spi.entry.RichContent;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The row of an entry: its columns, and how it is read. */
final class EntryRow {
    private static final ColumnList<RichContent> CONTENT = ColumnList.<RichContent>builder()
            .text("content_type", RichContent::type)
            .intOrNull("content_version", RichContent::version)
            .text("content", RichContent::json)
            .build();

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
            .part(Entry::content, CONTENT)
            .text("fingerprint", Entry::fingerprint)
            .text("attachments", entry -> AttachmentLists.write(entry.attachments()))
            .build();

    /** The beginning of every query for entries. */
    static final String SELECT = "select " + COLUMNS.names() + " from <prefix>entry ";

    /** Before the names of an entry's columns where the row has another row's columns, too. */
    private static final String JOINED = "entry_";

    /** The columns of the entry {@code e} beside another row's columns. */
    static final String JOINED_COLUMNS = COLUMNS.each(name -> "e." + name + " as " + JOINED + name);

    private EntryRow() {}

    static Entry read(ResultSet row, StatementContext context) throws SQLException {
        return read(row, "");
    }

    /** Returns whether the row has {@link #JOINED_COLUMNS} of an entry; if not, they are null. */
    static boolean isJoined(ResultSet row) throws SQLException {
        return row.getString(JOINED + "entry_id") != null;
    }

    /** Returns the entry whose {@link #JOINED_COLUMNS} the row has. */
    static Entry readJoined(ResultSet row) throws SQLException {
        return read(row, JOINED);
    }

    private static Entry read(ResultSet row, String prefix) throws SQLException {
        String replyTo = row.getString(prefix + "reply_to");
        return Entry.builder(
                        new SessionId(row.getString(prefix + "session_id")),
                        row.getLong(prefix + "seq"),
                        new EntryId(row.getString(prefix + "entry_id")))
                .prevVisibleSeq(row.getLong(prefix + "prev_visible_seq"))
                .messageNumber(row.getLong(prefix + "message_number"))
                .kind(EntryKind.valueOf(row.getString(prefix + "kind")))
                .type(row.getString(prefix + "type"))
                .audience(Audience.valueOf(row.getString(prefix + "audience")))
                .author(new Author(
                        ParticipantType.valueOf(row.getString(prefix + "author_type")),
                        row.getString(prefix + "author_id"),
                        row.getString(prefix + "author_name"),
                        row.getString(prefix + "author_department")))
                .at(instant(row, prefix + "taken_at"))
                .claimedAt(instantOrNull(row, prefix + "claimed_at"))
                .text(row.getString(prefix + "text"))
                .replyTo(replyTo == null ? null : new EntryId(replyTo))
                .metadata(row.getString(prefix + "metadata"))
                .content(content(row, prefix))
                .fingerprint(row.getString(prefix + "fingerprint"))
                .attachments(AttachmentLists.read(row.getString(prefix + "attachments")))
                .build();
    }

    private static @Nullable RichContent content(ResultSet row, String prefix) throws SQLException {
        String type = row.getString(prefix + "content_type");
        return type == null
                ? null
                : new RichContent(type, row.getInt(prefix + "content_version"), row.getString(prefix + "content"));
    }

    private static @Nullable String replyTo(Entry entry) {
        EntryId replyTo = entry.replyTo();
        return replyTo == null ? null : replyTo.value();
    }
}
