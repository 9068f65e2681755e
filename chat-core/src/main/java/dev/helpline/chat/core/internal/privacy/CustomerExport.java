package dev.helpline.chat.core.internal.privacy;

import dev.helpline.chat.core.internal.text.JsonText;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.privacy.PrivacyStore;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.SessionHistoryQuery;
import dev.helpline.chat.spi.store.SessionKey;
import dev.helpline.chat.spi.upload.Upload;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes everything about one customer as a zip file of JSON, holding one page of it at a time. Not thread-safe. */
public final class CustomerExport {
    private static final int PAGE = 200;

    private final ChatStore store;
    private final PrivacyStore uploads;
    private final @Nullable BlobStore blobs;
    private final ZipOutputStream zip;
    private final Writer json;

    /**
     * An export to {@code out}, which stays open.
     *
     * @param uploads the same store
     * @param blobs null if the engine takes no files
     */
    public CustomerExport(ChatStore store, PrivacyStore uploads, @Nullable BlobStore blobs, OutputStream out) {
        this.store = store;
        this.uploads = uploads;
        this.blobs = blobs;
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.json = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
    }

    /** Writes the whole file. */
    public void write(CustomerId customer) throws IOException {
        writeCustomer(customer);
        SessionKey last = null;
        List<Session> page;
        do {
            page = store.sessionsOf(SessionHistoryQuery.of(customer), last, 0, PAGE);
            for (Session session : page) {
                writeSession(session);
                writeFiles(session);
                last = SessionKey.of(session);
            }
        } while (page.size() == PAGE);
        zip.finish();
        zip.flush();
    }

    private void writeCustomer(CustomerId customer) throws IOException {
        BlockSubject subject = BlockSubject.customer(customer);
        zip.putNextEntry(new ZipEntry("customer.json"));
        json.write("{\"customerId\":" + JsonText.of(customer.value()) + ",\"blocks\":");
        writeAll(
                last -> store.blockChangesOf(subject, last == null ? 0 : last.number(), PAGE),
                CustomerExport::blockParts);
        json.write("}");
        endEntry();
    }

    private void writeSession(Session session) throws IOException {
        zip.putNextEntry(new ZipEntry("sessions/" + session.id() + ".json"));
        json.write("{\"session\":");
        JsonText.write(SessionParts.of(session), json);
        json.write(",\"log\":");
        writeAll(
                last -> store.entriesAfter(session.id(), last == null ? 0 : last.seq(), PAGE),
                CustomerExport::entryParts);
        json.write(",\"cursors\":");
        JsonText.write(
                store.cursorsOf(session.id()).stream()
                        .map(CustomerExport::cursorParts)
                        .toList(),
                json);
        json.write(",\"audit\":");
        writeAll(
                last -> store.auditAfter(session.id(), last == null ? 0 : last.number(), PAGE),
                CustomerExport::auditParts);
        json.write("}");
        endEntry();
    }

    /** Writes a list that is read page by page. */
    private <T> void writeAll(Function<@Nullable T, List<T>> pageAfter, Function<T, Map<String, ?>> parts)
            throws IOException {
        json.write("[");
        T last = null;
        List<T> page;
        do {
            page = pageAfter.apply(last);
            for (T item : page) {
                json.write(last == null ? "" : ",");
                JsonText.write(parts.apply(item), json);
                last = item;
            }
        } while (page.size() == PAGE);
        json.write("]");
    }

    private void endEntry() throws IOException {
        json.flush();
        zip.closeEntry();
    }

    /** Files that are being uploaded are left out. A session has no more of them than its quota allows. */
    private void writeFiles(Session session) throws IOException {
        if (blobs == null) {
            return;
        }
        for (Upload upload : uploads.uploadsOf(session.id(), Integer.MAX_VALUE)) {
            if (upload.attachment() != null) {
                zip.putNextEntry(new ZipEntry("files/" + session.id() + "/" + upload.id()));
                writeContent(blobs, upload);
                zip.closeEntry();
            }
        }
    }

    private void writeContent(BlobStore from, Upload upload) throws IOException {
        int chunks = Math.toIntExact((upload.size() + BlobStore.CHUNK_BYTES - 1) / BlobStore.CHUNK_BYTES);
        for (int index = 0; index < chunks; index++) {
            Optional<byte[]> chunk = from.read(upload.blob(), index);
            if (chunk.isEmpty()) {
                return; // erased meanwhile
            }
            zip.write(chunk.get());
        }
    }

    private static Map<String, ?> entryParts(Entry entry) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("seq", entry.seq());
        parts.put("id", entry.id());
        parts.put("kind", entry.kind());
        parts.put("type", entry.type());
        parts.put("audience", entry.audience());
        parts.put("authorType", entry.author().type());
        parts.put("authorId", entry.author().id());
        parts.put("authorName", entry.author().name());
        parts.put("at", entry.at());
        parts.put("claimedAt", entry.claimedAt());
        parts.put("text", entry.text());
        parts.put("replyTo", entry.replyTo());
        parts.put("metadata", entry.metadata());
        parts.put(
                "content",
                entry.content() == null
                        ? null
                        : Objects.requireNonNull(entry.content()).json());
        parts.put(
                "attachments",
                entry.attachments().stream().map(CustomerExport::fileParts).toList());
        return parts;
    }

    private static Map<String, ?> fileParts(Attachment file) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("id", file.id());
        parts.put("name", file.name());
        parts.put("size", file.size());
        parts.put("type", file.type().mediaType());
        parts.put("sha256", file.sha256());
        return parts;
    }

    private static Map<String, ?> cursorParts(ReaderCursor cursor) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("reader", cursor.reader().key());
        parts.put("deliveredSeq", cursor.deliveredSeq());
        parts.put("readSeq", cursor.readSeq());
        parts.put("seenAt", cursor.seenAt());
        return parts;
    }

    private static Map<String, ?> auditParts(AuditRecord record) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("number", record.number());
        parts.put("at", record.at());
        parts.put("role", record.role());
        parts.put("actor", record.actor());
        parts.put("action", record.action());
        parts.put("detail", record.detail());
        return parts;
    }

    private static Map<String, ?> blockParts(BlockChange change) {
        Map<String, @Nullable Object> parts = new TreeMap<>();
        parts.put("at", change.at());
        parts.put("blocked", change.blocked());
        parts.put("until", change.until());
        parts.put("role", change.role());
        parts.put("actor", change.actor());
        parts.put("reason", change.reason());
        return parts;
    }
}
