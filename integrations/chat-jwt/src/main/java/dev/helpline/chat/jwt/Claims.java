package dev.helpline.chat.jwt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The claims of a verified token. */
final class Claims {
    /** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z; an instant outside is a mistake, such as milliseconds. */
    private static final BigDecimal EARLIEST = BigDecimal.valueOf(-62_135_596_800L);

    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

    private final Map<String, Object> values;

    Claims(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * A NumericDate (RFC 7519, section 2): seconds since 1970, perhaps with a fraction, of which milliseconds are kept.
     */
    Optional<Instant> instant(String name) throws TokenRefused {
        if (!values.containsKey(name)) {
            return Optional.empty();
        }
        BigDecimal seconds = number(values.get(name))
                .filter(number -> number.compareTo(EARLIEST) >= 0 && number.compareTo(LATEST) <= 0)
                .orElseThrow(() -> new TokenRefused(name + " is not a number of seconds since 1970"));
        return Optional.of(Instant.ofEpochMilli(
                seconds.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact()));
    }

    /** A text, or a whole number as text. Empty for anything else. */
    Optional<String> text(String name) {
        Object value = values.get(name);
        return value instanceof String || value instanceof Long ? Optional.of(value.toString()) : Optional.empty();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The parser makes a long of a whole number that fits, and a double of every other number. */
    private static Optional<BigDecimal> number(@Nullable Object value) {
        if (value instanceof Long whole) {
            return Optional.of(BigDecimal.valueOf(whole));
        }
        return value instanceof Double number && Double.isFinite(number)
                ? Optional.of(BigDecimal.valueOf(number))
                : Optional.empty();
    }
}
