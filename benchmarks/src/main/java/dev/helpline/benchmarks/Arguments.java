package dev.helpline.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of a program that measures load: names, each followed by a value. Every program also takes {@code --json}. */
final class Arguments {
    private static final String JSON = "--json";

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Parses the options of a program.
     *
     * @param defaults each option that the program takes, with its default
     */
    static Arguments parse(List<String> words, Map<String, String> defaults) {
        Map<String, String> values = new LinkedHashMap<>(defaults);
        values.put(JSON, "");
        for (int i = 0; i < words.size(); i += 2) {
            String name = words.get(i);
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException(name + " is none of " + String.join(", ", values.keySet()));
            }
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(name + " lacks its value");
            }
            values.put(name, words.get(i + 1));
        }
        return new Arguments(values);
    }

    /** Returns the number of an option, which must be at least 1. */
    int positive(String name) {
        int value = Integer.parseInt(text(name));
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be >= 1, was " + value);
        }
        return value;
    }

    /** Returns the value of an option. */
    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the program has no option " + name);
        }
        return value;
    }

    /** Returns the file for the report, in addition to the console; null for none. */
    @Nullable
    Path json() {
        return text(JSON).isEmpty() ? null : Path.of(text(JSON));
    }
}
