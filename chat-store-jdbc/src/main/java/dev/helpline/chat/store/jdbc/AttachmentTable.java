package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Which messages have which files: a row per file, so that messages without any pay for no index. Its primary key keeps a file from being
 * used twice, whatever the engine does.
 */
final class AttachmentTable {
    static final ColumnList<NamedFile> COLUMNS = ColumnList.<NamedFile>builder()
            .text("session_id", named -> named.message().session().value())
            .text("attachment_id", named -> named.file().value())
            .number("seq", named -> named.message().seq())
            .build();

    static final String SELECT = "select " + COLUMNS.names() + " from <prefix>attachment ";

    private AttachmentTable() {}

    /** A file of a message. */
    record NamedFile(Entry message, AttachmentId file) {}

    /** Returns the files that the messages of commits have. */
    static List<NamedFile> filesOf(List<SessionCommit> commits) {
        return commits.stream()
                .filter(AttachmentTable::hasFiles)
                .flatMap(commit -> commit.entries().stream())
                .flatMap(entry -> entry.attachments().stream().map(file -> new NamedFile(entry, file.id())))
                .toList();
    }

    /** Whether the commit has rows for this table. Costs one comparison for a session without files. */
    static boolean hasFiles(SessionCommit commit) {
        long before = commit.base() == null ? 0 : commit.base().log().attachmentCount();
        return commit.next().log().attachmentCount() > before;
    }

    static Map<AttachmentId, Long> messagesWith(Handle handle, SessionId session, Collection<AttachmentId> files) {
        Map<AttachmentId, Long> seqs = new HashMap<>();
        if (!files.isEmpty()) {
            handle.createQuery(SELECT + """
                             where session_id = :session and attachment_id in (<files>)
                            """)
                    .bind("session", session.value())
                    .bindList("files", Lists.padded(files, AttachmentId::value))
                    .map((row, context) ->
                            Map.entry(new AttachmentId(row.getString("attachment_id")), row.getLong("seq")))
                    .forEach(found -> seqs.put(found.getKey(), found.getValue()));
        }
        return Map.copyOf(seqs);
    }
}
