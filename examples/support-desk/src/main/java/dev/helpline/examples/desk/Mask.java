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
 * Replaces the desk's secrets in texts, since drivers put their URL, and with it a password, into exception messages.
 * Thread-safe.
 */
final class Mask {
    private static final String MASKED = "***";

    /** A shorter secret may be part of an ordinary word, so only {@link #PARAMETER} finds it. */
    private static final int SHORTEST = 4;

    private static final Pattern PARAMETER = Pattern.compile("(?i)((?:pass(?:word|wd|phrase)?\\d?|pwd)=)[^\\s;&,)]+");

    /** The texts to replace and their replacements, the longest first, so that no part of a secret is left. */
    private final Map<String, String> replacements =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private Mask() {}

    /** Makes a mask for the secrets among the desk's settings. */
    static Mask of(Map<String, String> environment) {
        Mask mask = new Mask();
        DatabaseUrl url = new DatabaseUrl(environment.getOrDefault("DB_URL", "").strip());
        mask.replace(url.jdbc(), url.toString());
        Stream<String> secrets = Stream.of("DB_PASSWORD", "MAIL_PASSWORD", "JWT_SECRET", "ADMIN_JWT_SECRET")
                .map(environment::get);
        Stream.concat(secrets.filter(Objects::nonNull).map(String::strip), url.passwords().stream())
                .forEach(secret -> mask.replace(secret, MASKED));
        return mask;
    }

    private void replace(String secret, String by) {
        if (secret.length() >= SHORTEST) {
            // Text arrives as bytes in the encoding of the code that printed it.
            for (Charset encoding : List.of(StandardCharsets.UTF_8, Charset.defaultCharset())) {
                replacements.putIfAbsent(latin1(secret.getBytes(encoding)), latin1(by.getBytes(encoding)));
            }
        }
    }

    /** Returns the line without secrets, in its own encoding. */
    byte[] apply(byte[] line) {
        String text = latin1(line);
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            text = text.replace(replacement.getKey(), replacement.getValue());
        }
        text = PARAMETER.matcher(text).replaceAll("$1" + MASKED);
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One character per byte, so that no byte is lost in any encoding. */
    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
