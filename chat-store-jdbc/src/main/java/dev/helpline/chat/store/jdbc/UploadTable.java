package dev.helpline.chat.store.jdbc;

import static dev.helpline.chat.store.jdbc.Columns.instantOrNull;
import static dev.helpline.chat.store.jdbc.Columns.intOrNull;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.FileType;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.upload.Upload;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The uploads. */
final class UploadTable {
    private static final ColumnList<FileType> TYPE = ColumnList.<FileType>builder()
            .text("media_type", FileType::mediaType)
            .intOrNull("width", FileType::width)
            .intOrNull("height", FileType::height)
            .build();

    /** What is known of a file once it is complete. */
    private static final ColumnList<Upload> COMPLETED = ColumnList.<Upload>builder()
            .part(UploadTable::type, TYPE)
            .text("sha256", UploadTable::sha256)
            .instant("due_at", Upload::dueAt)
            .build();

    private static final ColumnList<Upload> COLUMNS = ColumnList.<Upload>builder()
            .text("session_id", upload -> upload.session().value())
            .text("attachment_id", upload -> upload.id().value())
            .text("blob_id", upload -> upload.blob().value())
            .constant("owner_type", Upload::ownerType)
            .text("owner_id", Upload::owner)
            .text("file_name", Upload::name)
            .number("file_size", Upload::size)
            .text("declared_type", Upload::declaredType)
            .all(COMPLETED)
            .build();

    static final String SELECT = "select " + COLUMNS.names() + " from <prefix>upload ";

    private static final String COMPLETE = "update <prefix>upload " + COMPLETED.set()
            + " where session_id = ? and attachment_id = ? and blob_id = ? and sha256 is null";

    private UploadTable() {}

    static Optional<Upload> find(Handle handle, SessionId session, AttachmentId id) {
        return find(handle, session, id, "");
    }

    private static Optional<Upload> find(Handle handle, SessionId session, AttachmentId id, String lock) {
        return handle.createQuery(SELECT + """
                         where session_id = :session and attachment_id = :id
                        """ + lock)
                .bind("session", session.value())
                .bind("id", id.value())
                .map(UploadTable::read)
                .findOne();
    }

    static Map<AttachmentId, Upload> findAll(Handle handle, SessionId session, Collection<AttachmentId> ids) {
        Map<AttachmentId, Upload> found = new HashMap<>();
        if (!ids.isEmpty()) {
            handle.createQuery(SELECT + """
                             where session_id = :session and attachment_id in (<ids>)
                            """)
                    .bind("session", session.value())
                    .bindList("ids", Lists.padded(ids, AttachmentId::value))
                    .map(UploadTable::read)
                    .forEach(upload -> found.put(upload.id(), upload));
        }
        return Map.copyOf(found);
    }

    static List<Upload> ofSession(Handle handle, SessionId session, int limit) {
        return handle.createQuery(SELECT + """
                         where session_id = :session
                         order by session_id, attachment_id
                         limit :limit
                        """)
                .bind("session", session.value())
                .bind("limit", limit)
                .map(UploadTable::read)
                .list();
    }

    /** If two callers add the same upload at the same time, one of them fails and is retried. */
    static Upload add(Handle handle, Upload upload) {
        Optional<Upload> known = find(handle, upload.session(), upload.id());
        if (known.isEmpty()) {
            ByPosition.insert(handle, "<prefix>upload", COLUMNS, List.of(upload));
        }
        return known.orElse(upload);
    }

    /** Locks the row first, since update counts prove nothing. */
    static boolean complete(Handle handle, Upload complete) {
        boolean isOpen = find(handle, complete.session(), complete.id(), " for update")
                .filter(stored -> stored.attachment() == null
                        && stored.blob().equals(complete.blob())
                        && stored.owner().equals(complete.owner()))
                .isPresent();
        if (isOpen) {
            ByPosition.batch(handle, COMPLETE, List.of(complete), (row, upload) -> {
                COMPLETED.bind(row, upload);
                row.text(upload.session().value());
                row.text(upload.id().value());
                row.text(upload.blob().value());
            });
        }
        return isOpen;
    }

    static void keep(Handle handle, SessionId session, AttachmentId id) {
        handle.createUpdate("""
                        update <prefix>upload
                           set due_at = null
                         where session_id = :session and attachment_id = :id
                        """)
                .bind("session", session.value())
                .bind("id", id.value())
                .execute();
    }

    static void delete(Handle handle, SessionId session, AttachmentId id) {
        handle.createUpdate("""
                        delete from <prefix>upload
                         where session_id = :session and attachment_id = :id
                        """)
                .bind("session", session.value())
                .bind("id", id.value())
                .execute();
    }

    static long bytesOf(Handle handle, SessionId session) {
        return handle.createQuery("""
                        select coalesce(sum(file_size), 0)
                          from <prefix>upload
                         where session_id = :session
                        """)
                .bind("session", session.value())
                .mapTo(long.class)
                .one();
    }

    static long bytesOf(Handle handle, ParticipantType ownerType, String owner) {
        return handle.createQuery("""
                        select coalesce(sum(file_size), 0)
                          from <prefix>upload
                         where owner_id = :owner and owner_type = :type
                        """)
                .bind("owner", owner)
                .bind("type", ownerType.name())
                .mapTo(long.class)
                .one();
    }

    static List<Upload> due(Handle handle, Instant before, int limit) {
        return handle.createQuery(SELECT + """
                         where due_at < :before
                         order by due_at, session_id, attachment_id
                         limit :limit
                        """)
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .map(UploadTable::read)
                .list();
    }

    static Set<BlobId> blobs(Handle handle, Collection<BlobId> blobs) {
        return blobs.isEmpty()
                ? Set.of()
                : Set.copyOf(new HashSet<>(handle.createQuery("""
                                select blob_id
                                  from <prefix>upload
                                 where blob_id in (<blobs>)
                                """)
                        .bindList("blobs", Lists.padded(blobs, BlobId::value))
                        .map((row, context) -> new BlobId(row.getString("blob_id")))
                        .list()));
    }

    private static @Nullable FileType type(Upload upload) {
        Attachment attachment = upload.attachment();
        return attachment == null ? null : attachment.type();
    }

    private static @Nullable String sha256(Upload upload) {
        Attachment attachment = upload.attachment();
        return attachment == null ? null : attachment.sha256();
    }

    private static Upload read(ResultSet row, StatementContext context) throws SQLException {
        AttachmentId id = new AttachmentId(row.getString("attachment_id"));
        BlobId blob = new BlobId(row.getString("blob_id"));
        String name = row.getString("file_name");
        long size = row.getLong("file_size");
        String sha256 = row.getString("sha256");
        Attachment attachment = sha256 == null
                ? null
                : Attachment.builder(id, blob)
                        .name(name)
                        .size(size)
                        .type(new FileType(
                                row.getString("media_type"), intOrNull(row, "width"), intOrNull(row, "height")))
                        .sha256(sha256)
                        .build();
        return Upload.builder(new SessionId(row.getString("session_id")), id)
                .blob(blob)
                .owner(ParticipantType.valueOf(row.getString("owner_type")), row.getString("owner_id"))
                .name(name)
                .size(size)
                .declaredType(row.getString("declared_type"))
                .dueAt(instantOrNull(row, "due_at"))
                .attachment(attachment)
                .build();
    }
}
