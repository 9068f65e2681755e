package dev.helpline.chat.client.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Reads the file of a {@link FileMessageStore}, whatever is in it. Not thread-safe. */
final class StoreReader {
    private final long maxLine;
    private final Map<String, String> records = new TreeMap<>();
    private boolean damaged;
    private boolean whole;

    /**
     * Prepares to read.
     *
     * @param maxBytes how many bytes all records may have; a longer line is damaged
     */
    StoreReader(long maxBytes) {
        maxLine = 2 * maxBytes;
    }

    void read(File file) throws IOException {
        if (!file.exists()) {
            return;
        }
        try (InputStream in = new BufferedInputStream(new FileInputStream(file))) {
            whole = true;
            boolean isFirst = true;
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == StoreLine.END) {
                    take(line.toByteArray(), isFirst);
                    line.reset();
                    isFirst = false;
                } else if (line.size() <= maxLine) {
                    line.write(b);
                }
            }
            // What follows the last end of a line was never reported as stored.
            whole &= line.size() == 0 && !isFirst;
        }
    }

    private void take(byte[] line, boolean isFirst) {
        if (isFirst && Arrays.equals(line, withoutEnd(StoreLine.header()))) {
            return;
        }
        StoreChange change = isFirst ? null : StoreLine.parse(line);
        if (change == null) {
            damaged = true;
            whole = false;
        } else {
            change.applyTo(records);
        }
    }

    private static byte[] withoutEnd(byte[] line) {
        return Arrays.copyOf(line, line.length - 1);
    }

    Map<String, String> records() {
        return records;
    }

    /** Whether a line that was stored cannot be read. */
    boolean isDamaged() {
        return damaged;
    }

    /** Whether more lines can be appended to the file as it is. */
    boolean isWhole() {
        return whole;
    }
}
