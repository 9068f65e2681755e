package dev.helpline.chat.core.audit;

import dev.helpline.chat.core.internal.text.JsonText;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.audit.AuditKey;
import dev.helpline.chat.spi.audit.AuditLog;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes audit records out, the newest first, as CSV or as lines of JSON. Reads a page of 500 records at a time, so that an export of any length
 * takes little memory; records that are written meanwhile are not in it. Each record is complete, so that its place in the chain of its subject
 * can be verified elsewhere.
 *
 * <p>Checks no permissions: it is meant for the host. Thread-safe.
 */
@Experimental
public final class AuditExport {
    private static final int PAGE = 500;

    /** What a spreadsheet takes for the beginning of a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private static final String COLUMNS =
            "kind,subject,number,at,role,actor,action,detail,salt,commitment,previousHash,hash\r\n";

    private final AuditLog log;

    /** Exports the records of a store. The caller closes the store. */
    public AuditExport(AuditLog log) {
        this.log = Objects.requireNonNull(log, "log");
    }

    /**
     * Writes a header and a row per record (RFC 4180). A value that a spreadsheet would take for a formula has an apostrophe before it.
     *
     * @return how many records were written
     * @throws IOException if {@code out} fails; what was written until then is a part of the export
     * @throws dev.helpline.chat.spi.StoreException if the store cannot be reached; as above
     */
    public long writeCsv(AuditQuery query, Appendable out) throws IOException {
        out.append(COLUMNS);
        return write(query, record -> out.append(csv(record)));
    }

    /**
     * Writes an object of JSON and a line feed per record. A part that a record does not have is null.
     *
     * @return how many records were written
     * @throws IOException if {@code out} fails; what was written until then is a part of the export
     * @throws dev.helpline.chat.spi.StoreException if the store cannot be reached; as above
     */
    public long writeJsonLines(AuditQuery query, Appendable out) throws IOException {
        return write(query, record -> out.append(json(record)));
    }

    private interface Row {
        void write(AuditRecord record) throws IOException;
    }

    private long write(AuditQuery query, Row row) throws IOException {
        long written = 0;
        AuditKey last = null;
        List<AuditRecord> page;
        do {
            page = log.audit(query, last, PAGE);
            for (AuditRecord record : page) {
                row.write(record);
                last = AuditKey.of(record);
            }
            written += page.size();
        } while (page.size() == PAGE);
        return written;
    }

    private static Map<String, @Nullable Object> parts(AuditRecord record) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("kind", record.subject().kind().name());
        parts.put("subject", record.subject().id());
        parts.put("number", record.number());
        parts.put("at", record.at());
        parts.put("role", record.role());
        parts.put("actor", record.actor());
        parts.put("action", record.action());
        parts.put("detail", record.detail());
        parts.put("salt", record.salt());
        parts.put("commitment", record.commitment());
        parts.put("previousHash", record.previousHash());
        parts.put("hash", record.hash());
        return parts;
    }

    private static String csv(AuditRecord record) {
        return parts(record).values().stream().map(AuditExport::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String json(AuditRecord record) {
        return JsonText.of(parts(record)) + "\n";
    }
}
