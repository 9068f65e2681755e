package dev.helpline.chat.jwt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The claims of a verified token. */
final class Claims {
    /**
     * 0001-01-01T00:00:00Z; an earlier instant is a mistake, as is one after {@link #LATEST}, such as a time in milliseconds.
     */
    private static final BigDecimal EARLIEST = BigDecimal.valueOf(-62_135_596_800L);

    /** 9999-12-31T23:59:59Z. */
    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

    private final Map<String, Object> values;

    Claims(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Returns a NumericDate (RFC 7519, section 2): seconds since 1970 with an optional fraction, truncated to milliseconds.
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

    /** Returns a text, or a whole number as text; empty for any other value. */
    Optional<String> text(String name) {
        Object value = values.get(name);
        return value instanceof String || value instanceof Long ? Optional.of(value.toString()) : Optional.empty();
    }

    /** Returns a text; empty for any other value. */
    Optional<String> string(String name) {
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Whether the claim is exactly this text. */
    boolean is(String name, String expected) {
        return expected.equals(values.get(name));
    }

    /** Whether the claim is exactly this text, or a list that has it. */
    boolean isOrHas(String name, String expected) {
        return is(name, expected) || (values.get(name) instanceof List<?> list && list.contains(expected));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The parser returns a long for a whole number that fits, and a double for every other number. */
    private static Optional<BigDecimal> number(@Nullable Object value) {
        if (value instanceof Long whole) {
            return Optional.of(BigDecimal.valueOf(whole));
        }
        return value instanceof Double number && Double.isFinite(number)
                ? Optional.of(BigDecimal.valueOf(number))
                : Optional.empty();
    }
}
