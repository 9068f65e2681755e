package dev.helpline.examples.desk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads settings by name and collects their errors, so that all of them can be reported at once. A missing or blank setting
 * has its default; an invalid one is always an error. Not thread-safe.
 */
final class Settings {
    private final Map<String, String> values;
    private final List<String> problems = new ArrayList<>();

    Settings(Map<String, String> values) {
        this.values = values;
    }

    /** The errors so far, each with setting, rule and – unless it is a secret – value. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    int integer(String name, int defaultValue, int min, int max) {
        String rule = "must be a whole number from " + min + " to " + max;
        return parsed(name, defaultValue, rule, value -> {
            int number = Integer.parseInt(value);
            if (number < min || number > max) {
                throw new IllegalArgumentException(rule);
            }
            return number;
        });
    }

    boolean flag(String name, boolean defaultValue) {
        return parsed(name, defaultValue, "must be true or false", value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(value);
        });
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> type, E defaultValue) {
        String rule = "must be one of " + Arrays.toString(type.getEnumConstants());
        return parsed(name, defaultValue, rule, value -> Enum.valueOf(type, value.toUpperCase(Locale.ROOT)));
    }

    <T> T parsed(String name, T defaultValue, String rule, Function<String, T> parser) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return defaultValue;
        }
        try {
            return parser.apply(value.get());
        } catch (IllegalArgumentException e) {
            problems.add(name + " " + rule + ", was '" + value.get() + "'");
            return defaultValue;
        }
    }

    /** Adds an error that concerns several settings. */
    void problem(String description) {
        problems.add(description);
    }
}
