package dev.helpline.chat.core.audit;

import dev.helpline.chat.spi.Experimental;

/** How audit records are written out. */
@Experimental
public enum AuditFormat {
    /**
     * A header and a row per record (RFC 4180), for reading. A value that a spreadsheet would take for a formula has an apostrophe before it,
     * which cannot be told from one that was there before; a part that a record does not have is an empty cell. So records can be verified
     * from {@link #JSON_LINES} only.
     */
    CSV,
    /** An object of JSON and a line feed per record. Values are as they are stored; a part that a record does not have is null. */
    JSON_LINES
}
