package dev.helpline.chat.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists of strings as JSON arrays (RFC 8259), which the host's own queries can read. Parses any array of strings.
 */
final class JsonStrings {
    private final String json;
    private int at;

    private JsonStrings(String json) {
        this.json = json;
    }

    static String write(List<String> strings) {
        StringBuilder json = new StringBuilder("[");
        for (String string : strings) {
            json.append(json.length() == 1 ? "\"" : ",\"");
            string.chars().forEach(c -> append((char) c, json));
            json.append('"');
        }
        return json.append(']').toString();
    }

    static @Nullable String writeOrNull(List<String> strings) {
        return strings.isEmpty() ? null : write(strings);
    }

    static List<String> parseOrEmpty(@Nullable String json) {
        return json == null ? List.of() : parse(json);
    }

    private static void append(char c, StringBuilder json) {
        if (c == '"' || c == '\\') {
            json.append('\\').append(c);
        } else if (c < 0x20) {
            json.append(String.format("\\u%04x", (int) c));
        } else {
            json.append(c);
        }
    }

    static List<String> parse(String json) {
        return new JsonStrings(json).array();
    }

    private List<String> array() {
        List<String> strings = new ArrayList<>();
        expect('[');
        if (peek() == ']') {
            return List.of();
        }
        do {
            strings.add(string());
        } while (next() == ',');
        return List.copyOf(strings);
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        expect('"');
        for (char c = json.charAt(at++); c != '"'; c = json.charAt(at++)) {
            string.append(c == '\\' ? escaped() : c);
        }
        return string.toString();
    }

    private char escaped() {
        char c = json.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(json.substring(at - 4, at), 16);
            }
            default -> c;
        };
    }

    private void expect(char wanted) {
        char c = next();
        if (c != wanted) {
            throw new IllegalStateException("expected " + wanted + " at " + (at - 1) + " of a list of strings");
        }
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private char peek() {
        while (Character.isWhitespace(json.charAt(at))) {
            at++;
        }
        return json.charAt(at);
    }
}
