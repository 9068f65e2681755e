package dev.helpline.examples.desk;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Replaces the desk's secrets wherever they stand in a text: drivers put their URL, and with it a password, into the texts of
 * exceptions. Thread-safe.
 */
final class Mask {
    private static final String MASKED = "***";

    /** Shorter ones are parts of ordinary words; those are found by {@link #PARAMETER} alone. */
    private static final int SHORTEST = 4;

    private static final Pattern PARAMETER = Pattern.compile("(?i)((?:pass(?:word|wd|phrase)?\\d?|pwd)=)[^\\s;&,)]+");

    /** What replaces what, the longest first, so that no part of a secret is left. */
    private final Map<String, String> replacements =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private Mask() {}

    /** Hides what is secret among the desk's settings. */
    static Mask of(Map<String, String> environment) {
        Mask mask = new Mask();
        DatabaseUrl url = new DatabaseUrl(environment.getOrDefault("DB_URL", "").strip());
        mask.replace(url.jdbc(), url.toString());
        Stream<String> secrets =
                Stream.of("DB_PASSWORD", "JWT_SECRET", "ADMIN_JWT_SECRET").map(environment::get);
        Stream.concat(secrets.filter(Objects::nonNull).map(String::strip), url.passwords().stream())
                .forEach(secret -> mask.replace(secret, MASKED));
        return mask;
    }

    private void replace(String secret, String by) {
        if (secret.length() >= SHORTEST) {
            // Text arrives as bytes, in the encoding of whoever printed it.
            for (Charset encoding : List.of(StandardCharsets.UTF_8, Charset.defaultCharset())) {
                replacements.putIfAbsent(latin1(secret.getBytes(encoding)), latin1(by.getBytes(encoding)));
            }
        }
    }

    /** The same line without secrets, in whatever encoding it is. */
    byte[] apply(byte[] line) {
        String text = latin1(line);
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            text = text.replace(replacement.getKey(), replacement.getValue());
        }
        text = PARAMETER.matcher(text).replaceAll("$1" + MASKED);
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A character per byte, so that nothing is lost whatever the bytes mean. */
    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
