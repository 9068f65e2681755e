package dev.helpline.chat.tika;

import dev.helpline.chat.spi.attachment.FileContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an OLE file is, by the names of the streams in its root ([MS-CFB], sections 2.2 to 2.6). Documents that are embedded in it have
 * streams further down. The streams themselves are not looked at.
 */
final class OleDirectory {
    private static final String DOC = "application/msword";
    private static final String XLS = "application/vnd.ms-excel";
    private static final String ANY = "application/x-ole-storage";

    private static final long SIGNATURE_LOW = 0xE011CFD0L;
    private static final long SIGNATURE_HIGH = 0xE11AB1A1L;

    private static final int IN_HEADER = 109;
    private static final int ENTRY_BYTES = 128;

    /** More sectors than directories of documents have, and more entries than their roots. */
    private static final int MOST_SECTORS = 1000;

    private final FileContent content;
    private final Bytes header;
    private final int sectorBytes;

    private OleDirectory(FileContent content) {
        this.content = content;
        this.header = Bytes.of(content, 0, 512);
        this.sectorBytes = header.u16le(30) == 12 ? 4096 : 512;
    }

    /** Whether the file begins as an OLE file. */
    static boolean isAt(byte[] beginning) {
        Bytes bytes = new Bytes(beginning);
        return bytes.u32le(0) == SIGNATURE_LOW && bytes.u32le(4) == SIGNATURE_HIGH;
    }

    static String mediaType(FileContent content) {
        Set<String> streams = new OleDirectory(content).streamsOfRoot();
        boolean isWord = streams.contains("WordDocument");
        boolean isExcel = streams.contains("Workbook") || streams.contains("Book");
        if (isWord == isExcel) {
            return ANY;
        }
        return isWord ? DOC : XLS;
    }

    /** Walks the tree of the root's entries; each has the numbers of the entries left and right of it. */
    private Set<String> streamsOfRoot() {
        List<Long> sectors = directory();
        Set<String> names = new HashSet<>();
        Set<Long> seen = new HashSet<>();
        Deque<Long> toSee = new ArrayDeque<>();
        toSee.add(entry(sectors, 0).u32le(76));
        while (!toSee.isEmpty() && seen.size() < MOST_SECTORS) {
            long number = toSee.remove();
            Bytes entry = entry(sectors, number);
            if (entry.size() == ENTRY_BYTES && seen.add(number)) {
                boolean isStream = entry.u8(66) == 2;
                if (isStream) {
                    names.add(nameOf(entry));
                }
                toSee.add(entry.u32le(68));
                toSee.add(entry.u32le(72));
            }
        }
        return names;
    }

    private static String nameOf(Bytes entry) {
        int length = Math.min(64, Math.max(0, entry.u16le(64) - 2));
        byte[] utf16 = entry.text(0, length).getBytes(StandardCharsets.ISO_8859_1);
        return new String(utf16, StandardCharsets.UTF_16LE);
    }

    private Bytes entry(List<Long> sectors, long number) {
        long index = number * ENTRY_BYTES / sectorBytes;
        return index < sectors.size()
                ? Bytes.of(content, offset(sectors.get((int) index)) + number * ENTRY_BYTES % sectorBytes, ENTRY_BYTES)
                : new Bytes(new byte[0]);
    }

    /** The sectors of the directory, in their order. */
    private List<Long> directory() {
        List<Long> sectors = new ArrayList<>();
        long sector = header.u32le(48);
        while (isInFile(sector) && sectors.size() < MOST_SECTORS) {
            sectors.add(sector);
            sector = following(sector);
        }
        return sectors;
    }

    /** The sector that follows this one in its chain, by the table of sectors. */
    private long following(long sector) {
        long perSector = sectorBytes / 4L;
        long table = tableSector(sector / perSector);
        return isInFile(table)
                ? Bytes.of(content, offset(table) + sector % perSector * 4, 4).u32le(0)
                : Long.MAX_VALUE;
    }

    /** The place of a part of the table of sectors: the header has the first ones, a chain of sectors the others. */
    private long tableSector(long part) {
        if (part < IN_HEADER) {
            return header.u32le(76 + (int) part * 4);
        }
        long perSector = sectorBytes / 4L - 1;
        long hops = (part - IN_HEADER) / perSector;
        long sector = header.u32le(68);
        for (long i = 0; i < hops && i < MOST_SECTORS && isInFile(sector); i++) {
            sector = Bytes.of(content, offset(sector) + perSector * 4, 4).u32le(0);
        }
        return isInFile(sector)
                ? Bytes.of(content, offset(sector) + (part - IN_HEADER) % perSector * 4, 4)
                        .u32le(0)
                : Long.MAX_VALUE;
    }

    private boolean isInFile(long sector) {
        return sector < content.size() / sectorBytes;
    }

    private long offset(long sector) {
        return (sector + 1) * sectorBytes;
    }
}
