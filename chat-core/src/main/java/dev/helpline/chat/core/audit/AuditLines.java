package dev.helpline.chat.core.audit;

import dev.helpline.chat.core.internal.text.CsvText;
import dev.helpline.chat.core.internal.text.JsonText;
import dev.helpline.chat.spi.audit.AuditKey;
import dev.helpline.chat.spi.audit.AuditLog;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The lines of an export, of which no more than a page of records is in memory. Reads the first page at once. Not thread-safe. */
final class AuditLines implements Iterator<String> {
    private static final int PAGE = 500;

    private static final String COLUMNS =
            "kind,subject,number,at,role,actor,action,detail,salt,commitment,previousHash,hash\r\n";

    private final AuditLog log;
    private final AuditQuery query;
    private final AuditFormat format;
    private boolean needsHeader;
    private Iterator<AuditRecord> page;

    /** The last record that was read, if there may be more behind it. */
    private @Nullable AuditKey more;

    AuditLines(AuditLog log, AuditQuery query, AuditFormat format) {
        this.log = log;
        this.query = query;
        this.format = format;
        needsHeader = format == AuditFormat.CSV;
        page = read(null);
    }

    private Iterator<AuditRecord> read(@Nullable AuditKey after) {
        List<AuditRecord> records = log.audit(query, after, PAGE);
        more = records.size() < PAGE ? null : AuditKey.of(records.get(PAGE - 1));
        return records.iterator();
    }

    @Override
    public boolean hasNext() {
        if (!needsHeader && !page.hasNext() && more != null) {
            page = read(more);
        }
        return needsHeader || page.hasNext();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the export is over");
        }
        if (needsHeader) {
            needsHeader = false;
            return COLUMNS;
        }
        AuditRecord record = page.next();
        return format == AuditFormat.CSV ? CsvText.line(parts(record).values()) : json(record);
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

    private static String json(AuditRecord record) {
        return JsonText.of(parts(record)) + "\n";
    }
}
