package dev.helpline.chat.jwt;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a token claims, read with exact types. */
final class Claims {
    /** 9999-12-31T23:59:59Z; whatever lies beyond is a mistake or an attack. */
    private static final long LATEST_SECOND = 253_402_300_799L;

    private final Map<String, Object> values;

    Claims(Map<String, Object> values) {
        this.values = values;
    }

    /** Whole seconds since 1970 (a NumericDate of RFC 7519, section 2, without its fractions). */
    Optional<Instant> instant(String name) throws TokenRefused {
        if (!values.containsKey(name)) {
            return Optional.empty();
        }
        if (!(values.get(name) instanceof Long seconds) || seconds < 0 || seconds > LATEST_SECOND) {
            throw new TokenRefused(name + " is not a whole number of seconds");
        }
        return Optional.of(Instant.ofEpochSecond(seconds));
    }

    /** A text of well-formed characters, none of them a control; a blank one counts as absent. */
    Optional<String> text(String name, int maxCodePoints) throws TokenRefused {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)
                || text.codePointCount(0, text.length()) > maxCodePoints
                || text.codePoints().anyMatch(Claims::isOdd)) {
            throw new TokenRefused(name + " is not a text of at most " + maxCodePoints + " code points");
        }
        return Optional.of(text).filter(shown -> !shown.isBlank());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    private static boolean isOdd(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
