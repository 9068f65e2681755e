package dev.helpline.chat.core.internal.rules;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The facts of an event for programs, written as a JSON object (RFC 8259). Facts that are missing are left out. Not thread-safe. */
final class Facts {
    private final StringBuilder json = new StringBuilder("{");

    /** Adds a fact. */
    Facts with(String name, @Nullable Object value) {
        return value == null ? this : add(name, quoted(value.toString()));
    }

    /** Adds a list of words. */
    Facts with(String name, Collection<String> words) {
        return add(name, words.stream().map(Facts::quoted).collect(Collectors.joining(",", "[", "]")));
    }

    private Facts add(String name, String value) {
        if (json.length() > 1) {
            json.append(',');
        }
        json.append(quoted(name)).append(':').append(value);
        return this;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    /** The object. */
    String json() {
        return json + "}";
    }
}
