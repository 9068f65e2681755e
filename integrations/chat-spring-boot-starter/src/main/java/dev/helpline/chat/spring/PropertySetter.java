package dev.helpline.chat.spring;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sets what properties say, and names the property whose value is rejected. */
record PropertySetter(String prefix) {
    /** Calls the setter if the property is set. */
    <T> void set(String name, @Nullable T value, Consumer<T> setter) {
        if (value == null) {
            return;
        }
        try {
            setter.accept(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(prefix + name, e.getMessage(), e);
        }
    }
}
