package dev.helpline.chat.spring;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A {@code helpline.*} property has a value with which the chat does not start. */
final class InvalidPropertyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String property;

    /** @param rule what the value breaks; null if it is not known */
    InvalidPropertyException(String property, @Nullable String rule, @Nullable Throwable cause) {
        super("property " + property + " is invalid: " + rule, cause);
        this.property = property;
    }

    String property() {
        return property;
    }
}
