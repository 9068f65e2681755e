package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.Utf8;
import dev.helpline.chat.http.internal.wire.WireError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a call's query. Each name may appear once, unless it names a list; unknown names are ignored. */
public final class Query {
    private static final int MAX_LENGTH = 4096;
    private static final int MAX_CURSOR = 512;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,400}");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern NOT_ZERO = Pattern.compile(".*[1-9].*");

    /** The names that stand for lists. */
    private static final Set<String> LISTS = Set.of("department");

    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Rejects with VALIDATION_ERROR a malformed query and a name that appears twice. */
    public static Query parse(String raw) {
        if (raw.length() > MAX_LENGTH) {
            throw invalid("The query is too long");
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : List.of(raw.split("&", -1))) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                List<String> given = values.computeIfAbsent(name, absent -> new ArrayList<>());
                given.add(value);
                if (given.size() > 1 && !LISTS.contains(name)) {
                    throw invalid("A query parameter must not appear twice");
                }
            }
        }
        return new Query(values);
    }

    /** A value; an empty value counts as absent. */
    Optional<String> text(String name) {
        return texts(name).stream().findFirst();
    }

    /** The values of a list; empty values count as absent. */
    private List<String> texts(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** A text of at most this many code points, or null. */
    @Nullable
    String bounded(String name, int maxCodePoints) {
        return text(name).map(text -> bounded(name, text, maxCodePoints)).orElse(null);
    }

    /** The values of a list, at most {@code max}, each of at most this many code points; empty values count as absent. */
    List<String> bounded(String name, int max, int maxCodePoints) {
        List<String> texts = texts(name);
        if (texts.size() > max) {
            throw invalid(name + " must appear at most " + max + " times");
        }
        return texts.stream().map(text -> bounded(name, text, maxCodePoints)).toList();
    }

    private static String bounded(String name, String text, int maxCodePoints) {
        if (text.codePointCount(0, text.length()) > maxCodePoints) {
            throw invalid(name + " must have at most " + maxCodePoints + " characters");
        }
        return text;
    }

    /** The cursor of an earlier reply, after or before which this reply begins or ends. */
    public Optional<String> cursor(String name) {
        Optional<String> cursor = text(name);
        if (cursor.isPresent() && cursor.get().length() > MAX_CURSOR) {
            throw invalid(name + " is too long");
        }
        return cursor;
    }

    /** A positive number; more than {@code max} counts as {@code max}. */
    int positive(String name, int absent, int max) {
        return text(name).map(value -> atLeastOne(name, value, max)).orElse(absent);
    }

    /** A number from 0; more than {@code max} counts as {@code max}; absent counts as 0. */
    int fromZero(String name, int max) {
        return text(name).map(value -> number(name, value, max)).orElse(0);
    }

    /** A number from 0 that must be there. */
    long whole(String name) {
        String value = text(name).orElseThrow(() -> invalid(name + " is required"));
        if (!WHOLE.matcher(value).matches()) {
            throw invalid(name + " must be a whole number");
        }
        return Long.parseLong(value);
    }

    /** The value that a name stands for; rejects a name that is not in {@code words}. */
    <T> Optional<T> word(String name, Map<String, T> words) {
        return text(name).map(value -> choose(name, value, words));
    }

    static <T> T choose(String name, String value, Map<String, T> words) {
        T chosen = words.get(value);
        if (chosen == null) {
            throw invalid(name + " must be one of " + String.join(", ", words.keySet()));
        }
        return chosen;
    }

    private static int atLeastOne(String name, String value, int max) {
        if (!NOT_ZERO.matcher(value).matches()) {
            throw invalid(name + " must be a positive number");
        }
        return number(name, value, max);
    }

    private static int number(String name, String value, int max) {
        if (!DIGITS.matcher(value).matches()) {
            throw invalid(name + " must be a positive number");
        }
        String digits = value.replaceFirst("^0+(?=.)", "");
        return digits.length() > 9 ? max : Math.min(Integer.parseInt(digits), max);
    }

    private static String decode(String encoded) {
        return PercentCoding.decode(encoded, true)
                .filter(Utf8::isSound)
                .orElseThrow(() -> invalid("The query is not percent-encoded UTF-8"));
    }

    private static Refusal invalid(String message) {
        return new Refusal(WireError.VALIDATION_ERROR, message);
    }
}
