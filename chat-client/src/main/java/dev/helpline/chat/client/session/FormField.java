package dev.helpline.chat.client.session;

import dev.helpline.chat.client.internal.JsonFields;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One question that the server asks before a session; {@link SessionRequest.Builder#form} takes the answers. */
public final class FormField {
    private final String key;
    private final String type;
    private final Map<String, String> labels;
    private final boolean required;
    private final @Nullable Integer maxLength;
    private final @Nullable BigDecimal min;
    private final @Nullable BigDecimal max;
    private final List<String> choices;

    /** For the SDK: reads it from a response. */
    public FormField(JsonFields json) {
        key = json.text("key");
        type = json.text("type");
        Map<String, String> byLanguage = new LinkedHashMap<>();
        json.map("labels").forEach((language, label) -> byLanguage.put(language, String.valueOf(label)));
        labels = Collections.unmodifiableMap(byLanguage);
        required = json.flag("required");
        maxLength = json.integerOrNull("maxLength");
        min = json.decimalOrNull("min");
        max = json.decimalOrNull("max");
        choices = json.texts("choices");
    }

    /** The name of the answer. */
    public String key() {
        return key;
    }

    /** What the answer is: {@code text}, {@code email}, {@code choice} or {@code number}; treat any other type as a text. */
    public String type() {
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
    public OptionalInt maxLength() {
        return maxLength == null ? OptionalInt.empty() : OptionalInt.of(maxLength);
    }

    /** The smallest number, if there is one; for a field of the type {@code number}. */
    public Optional<BigDecimal> min() {
        return Optional.ofNullable(min);
    }

    /** The largest number, if there is one; for a field of the type {@code number}. */
    public Optional<BigDecimal> max() {
        return Optional.ofNullable(max);
    }

    /** The possible answers of a choice; empty otherwise. */
    public List<String> choices() {
        return choices;
    }

    @Override
    public String toString() {
        return "FormField{key=" + key + ", type=" + type + "}";
    }
}
