package dev.helpline.chat.core.internal.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON (RFC 8259): null, texts, numbers, booleans, constants, instants, and lists and maps of them. */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /** Returns a value as JSON. */
    public static String of(@Nullable Object value) {
        StringBuilder json = new StringBuilder();
        try {
            write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toString();
    }

    /** Writes a value. Maps without an order of their own are to be avoided: their members come in any order. */
    public static void write(@Nullable Object value, Appendable out) throws IOException {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(String.valueOf(value));
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, out);
        } else if (value instanceof Collection<?> list) {
            writeList(list, out);
        } else {
            writeText(value.toString(), out);
        }
    }

    private static void writeMap(Map<?, ?> map, Appendable out) throws IOException {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            writeText(String.valueOf(entry.getKey()), out);
            out.append(':');
            write(entry.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    private static void writeList(Collection<?> list, Appendable out) throws IOException {
        out.append('[');
        Iterator<?> values = list.iterator();
        while (values.hasNext()) {
            write(values.next(), out);
            out.append(values.hasNext() ? "," : "");
        }
        out.append(']');
    }

    /** Escapes what JSON demands. */
    private static void writeText(String text, Appendable out) throws IOException {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
