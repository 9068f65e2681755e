package dev.helpline.chat.core.audit;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.audit.AuditLog;
import dev.helpline.chat.spi.audit.AuditQuery;
import java.io.IOException;
import java.util.Iterator;
import java.util.Objects;

/**
 * Writes audit records out, the newest first, as CSV or as lines of JSON. Reads a page of 500 records at a time, so that an export of any length
 * takes little memory; records that are written meanwhile are not in it. Each record is complete, so that its place in the chain of its subject
 * can be verified elsewhere.
 *
 * <p>Checks no permissions: it is meant for the host. Thread-safe.
 */
@Experimental
public final class AuditExport {
    private final AuditLog log;

    /** Exports the records of a store. The caller closes the store. */
    public AuditExport(AuditLog log) {
        this.log = Objects.requireNonNull(log, "log");
    }

    /**
     * Returns the lines of an export, each with its line break. The first records are read by this call, further ones as the lines are
     * taken; both throw {@link dev.helpline.chat.spi.StoreException} if the store cannot be reached. Holds nothing that needs closing. The
     * iterator is not thread-safe.
     */
    public Iterator<String> lines(AuditQuery query, AuditFormat format) {
        return new AuditLines(log, Objects.requireNonNull(query, "query"), Objects.requireNonNull(format, "format"));
    }

    /**
     * Writes the records as {@link AuditFormat#CSV}.
     *
     * @return how many records were written
     * @throws IOException if {@code out} fails; what was written until then is a part of the export
     * @throws dev.helpline.chat.spi.StoreException if the store cannot be reached; as above
     */
    public long writeCsv(AuditQuery query, Appendable out) throws IOException {
        return write(lines(query, AuditFormat.CSV), out) - 1;
    }

    /**
     * Writes the records as {@link AuditFormat#JSON_LINES}.
     *
     * @return how many records were written
     * @throws IOException if {@code out} fails; what was written until then is a part of the export
     * @throws dev.helpline.chat.spi.StoreException if the store cannot be reached; as above
     */
    public long writeJsonLines(AuditQuery query, Appendable out) throws IOException {
        return write(lines(query, AuditFormat.JSON_LINES), out);
    }

    private static long write(Iterator<String> lines, Appendable out) throws IOException {
        long written = 0;
        while (lines.hasNext()) {
            out.append(lines.next());
            written++;
        }
        return written;
    }
}
