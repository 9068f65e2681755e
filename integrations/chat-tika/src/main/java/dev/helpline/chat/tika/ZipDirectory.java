package dev.helpline.chat.tika;

import dev.helpline.chat.spi.attachment.FileContent;
import java.util.HashSet;
import java.util.Set;

/**
 * What a ZIP file is, by the names in its central directory (APPNOTE 6.3.10, sections 4.3.12 and 4.3.16). The entries themselves, which may
 * be bombs, are not looked at.
 */
final class ZipDirectory {
    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String ANY = "application/zip";

    private static final int END_BYTES = 22;
    private static final int ENTRY_BYTES = 46;
    private static final int LONGEST_COMMENT = 65_535;

    /** More entries than documents have. */
    private static final int MOST_ENTRIES = 10_000;

    private ZipDirectory() {}

    static String mediaType(FileContent content) {
        Set<String> names = names(content);
        boolean isWord = names.contains("word/document.xml");
        boolean isExcel = names.contains("xl/workbook.xml");
        boolean hasMacros = names.contains("word/vbaProject.bin") || names.contains("xl/vbaProject.bin");
        if (!names.contains("[Content_Types].xml") || hasMacros || isWord == isExcel) {
            return ANY;
        }
        return isWord ? DOCX : XLSX;
    }

    /** The names of the entries; none if the directory is not where it has to be, or is larger than documents need. */
    private static Set<String> names(FileContent content) {
        int tail = (int) Math.min(content.size(), END_BYTES + LONGEST_COMMENT);
        long tailAt = content.size() - tail;
        Bytes bytes = Bytes.of(content, tailAt, tail);
        for (int at = tail - END_BYTES; at >= 0; at--) {
            boolean isEnd = bytes.has(at, "PK\5\6") && at + END_BYTES + bytes.u16le(at + 20) == tail;
            if (isEnd) {
                long size = bytes.u32le(at + 12);
                long start = bytes.u32le(at + 16);
                boolean endsHere = start + size == tailAt + at;
                return endsHere ? names(content, start, bytes.u16le(at + 10)) : Set.of();
            }
        }
        return Set.of();
    }

    private static Set<String> names(FileContent content, long start, int entries) {
        if (entries > MOST_ENTRIES) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        long at = start;
        for (int i = 0; i < entries; i++) {
            Bytes entry = Bytes.of(content, at, ENTRY_BYTES);
            if (!entry.has(0, "PK\1\2")) {
                return Set.of();
            }
            int length = entry.u16le(28);
            names.add(Bytes.of(content, at + ENTRY_BYTES, length).text(0, length));
            at += ENTRY_BYTES + length + entry.u16le(30) + entry.u16le(32);
        }
        return names;
    }
}
