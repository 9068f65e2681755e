package dev.helpline.chat.core.policy;

import dev.helpline.chat.core.internal.text.Characters;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.store.TextLimits;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One question that customers answer before a session. Immutable. */
@Experimental
public final class FormField {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1," + TextLimits.FORM_KEY + "}");

    private final String key;
    private final FieldType type;
    private final Map<String, String> labels;
    private final boolean required;
    private final int maxLength;
    private final @Nullable BigDecimal min;
    private final @Nullable BigDecimal max;
    private final List<String> choices;

    private FormField(Builder builder) {
        key = builder.key;
        type = builder.type;
        labels = Map.copyOf(builder.labels);
        required = builder.required;
        maxLength = builder.maxLength;
        min = builder.min;
        max = builder.max;
        choices = List.copyOf(builder.choices);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("the field " + key + " must have a label");
        }
        if ((type == FieldType.CHOICE) == choices.isEmpty()) {
            throw new IllegalArgumentException("choices must be given exactly for a CHOICE, field " + key);
        }
        if (min != null && max != null && min.compareTo(max) > 0) {
            throw new IllegalArgumentException("min must not be above max, field " + key);
        }
    }

    /**
     * Returns a builder of an optional field.
     *
     * @param key names the answer: 1 to 64 of {@code A-Z a-z 0-9 _ -}
     */
    public static Builder builder(String key, FieldType type) {
        return new Builder(key, type);
    }

    /** The name of the answer. */
    public String key() {
        return key;
    }

    /** What the answer is. */
    public FieldType type() {
        return type;
    }

    /** The question, by language such as {@code en}. */
    public Map<String, String> labels() {
        return labels;
    }

    /** Whether a session needs an answer. */
    public boolean required() {
        return required;
    }

    /** The longest answer, in Unicode code points. */
    public int maxLength() {
        return maxLength;
    }

    /** The smallest number, if there is one. */
    public Optional<BigDecimal> min() {
        return Optional.ofNullable(min);
    }

    /** The largest number, if there is one. */
    public Optional<BigDecimal> max() {
        return Optional.ofNullable(max);
    }

    /** The possible answers, of a CHOICE; empty otherwise. */
    public List<String> choices() {
        return choices;
    }

    @Override
    public String toString() {
        return "FormField[" + key + " " + type + (required ? " required" : "") + "]";
    }

    /** Builds a {@link FormField}. Not thread-safe. */
    public static final class Builder {
        private final String key;
        private final FieldType type;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private boolean required;
        private int maxLength = 255;
        private @Nullable BigDecimal min;
        private @Nullable BigDecimal max;
        private List<String> choices = List.of();

        private Builder(String key, FieldType type) {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException("key must be 1 to 64 of A-Z a-z 0-9 _ -, was " + key);
            }
            this.key = key;
            this.type = Objects.requireNonNull(type, "type");
        }

        /** Adds the question in a language, such as {@code en}. At least one is required. */
        public Builder label(String language, String text) {
            if (Characters.areBlank(text)) {
                throw new IllegalArgumentException("a label must not be blank, field " + key);
            }
            labels.put(Objects.requireNonNull(language, "language"), text);
            return this;
        }

        /** See {@link FormField#required()}. Default: false. */
        public Builder required(boolean value) {
            required = value;
            return this;
        }

        /** See {@link FormField#maxLength()}, from 1 to 500. Default: 255. */
        public Builder maxLength(int value) {
            if (value < 1 || value > TextLimits.FORM_ANSWER) {
                throw new IllegalArgumentException("maxLength must be between 1 and 500, was " + value);
            }
            maxLength = value;
            return this;
        }

        /** The bounds of a NUMBER, inclusive; null for none. Default: none. */
        public Builder range(@Nullable BigDecimal smallest, @Nullable BigDecimal largest) {
            min = smallest;
            max = largest;
            return this;
        }

        /** See {@link FormField#choices()}. Required for a CHOICE. */
        public Builder choices(List<String> value) {
            choices = Objects.requireNonNull(value, "choices");
            return this;
        }

        /**
         * Returns the field; throws {@link IllegalArgumentException} if it has no label, choices that do not fit its type, or a range that
         * holds no number.
         */
        public FormField build() {
            return new FormField(this);
        }
    }
}
