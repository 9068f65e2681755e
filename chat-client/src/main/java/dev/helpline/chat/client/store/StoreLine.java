package dev.helpline.chat.client.store;

import dev.helpline.chat.client.internal.Json;
import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A change as a line of a {@link FileMessageStore}: the CRC-32 of the rest in hexadecimal digits, a space, and JSON in ASCII. */
final class StoreLine {
    static final char END = '\n';

    /** What a line has besides its records. */
    static final int MARGIN = 64;

    private static final int CHECKSUM = 8;
    private static final int ESCAPED = 6;

    private StoreLine() {}

    /** The first line of a file; the number is the version of the format. */
    static byte[] header() {
        return "helpline-messages 1\n".getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] of(StoreChange change) {
        String json = Json.ascii(new JsonBody()
                .put("put", change.puts())
                .put("remove", new ArrayList<>(change.removals()))
                .node());
        return (checksum(json.getBytes(StandardCharsets.US_ASCII)) + ' ' + json + END)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a line without its end; returns null if it is damaged. */
    static @Nullable StoreChange parse(byte[] line) {
        if (line.length <= CHECKSUM + 1 || line[CHECKSUM] != ' ') {
            return null;
        }
        byte[] json = Arrays.copyOfRange(line, CHECKSUM + 1, line.length);
        String told = new String(line, 0, CHECKSUM, StandardCharsets.US_ASCII);
        if (!told.equals(checksum(json))) {
            return null;
        }
        try {
            JsonFields fields = new JsonFields(Json.read(json), "line");
            StoreChange.Builder change = StoreChange.builder();
            fields.texts("remove").forEach(change::remove);
            fields.map("put").forEach((key, text) -> change.put(key, (String) text));
            return change.build();
        } catch (IOException | JsonFields.Malformed | ClassCastException notOurs) {
            return null;
        }
    }

    private static String checksum(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, bytes.length);
        String hex = Long.toHexString(checksum.getValue());
        return "00000000".substring(hex.length()) + hex;
    }

    /** The most bytes that these records take, each in a line of its own. */
    static long bytes(Map<String, String> records) {
        long bytes = 0;
        for (Map.Entry<String, String> entry : records.entrySet()) {
            bytes += MARGIN + length(entry.getKey()) + length(entry.getValue());
        }
        return bytes;
    }

    private static long length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isQuoted = c == '"' || c == '\\';
            length += c < ' ' || c > '~' ? ESCAPED : isQuoted ? 2 : 1;
        }
        return length;
    }
}
