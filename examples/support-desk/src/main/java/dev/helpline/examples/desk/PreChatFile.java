package dev.helpline.examples.desk;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.ConsentText;
import dev.helpline.chat.core.policy.FieldType;
import dev.helpline.chat.core.policy.FormField;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what customers are asked before a session from the file of one setting, in the form in which clients read it. */
final class PreChatFile {
    private static final String NAME = "PRE_CHAT_FILE";

    /** Nothing is guessed: a name that is unknown or stands twice, and a null within a list or map, are mistakes. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private PreChatFile() {}

    private record Content(
            @Nullable List<Field> preChatForm, @Nullable Consent consent) {}

    private record Field(
            @Nullable String key,
            @Nullable FieldType type,
            @Nullable Map<String, String> labels,
            @Nullable Boolean required,
            @Nullable Integer maxLength,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            @Nullable List<String> choices) {
        FormField toField() {
            FormField.Builder field = FormField.builder(given("key", key), given("type", type));
            given("labels", labels).forEach(field::label);
            field.required(Boolean.TRUE.equals(required)).range(min, max);
            Optional.ofNullable(maxLength).ifPresent(field::maxLength);
            Optional.ofNullable(choices).ifPresent(field::choices);
            return field.build();
        }
    }

    private record Consent(
            @Nullable String version,
            @Nullable Map<String, String> texts,
            @Nullable Boolean required) {
        ConsentText toText() {
            return new ConsentText(given("version", version), given("texts", texts), Boolean.TRUE.equals(required));
        }
    }

    /** Sets the form and the consent of the policy, if the setting names a file; a mistake in it is reported. */
    static void apply(Settings settings, ChatPolicy.Builder policy) {
        settings.text(NAME).ifPresent(file -> {
            try {
                apply(JSON.readValue(Files.readString(Path.of(file)), Content.class), policy);
            } catch (NoSuchFileException e) {
                settings.problem(NAME + " names a file that does not exist: " + file);
            } catch (JsonProcessingException e) {
                settings.problem(NAME + " " + file + " is not valid: " + reason(e));
            } catch (IOException e) {
                settings.problem(NAME + " " + file + " cannot be read: " + e);
            } catch (IllegalArgumentException e) {
                settings.problem(NAME + " " + file + " is not valid: " + e.getMessage());
            }
        });
    }

    private static void apply(Content content, ChatPolicy.Builder policy) {
        List<FormField> fields = new ArrayList<>();
        for (Field field : Optional.ofNullable(content.preChatForm()).orElse(List.of())) {
            fields.add(within("preChatForm[" + fields.size() + "]", field::toField));
        }
        policy.preChatForm(fields);
        Optional.ofNullable(content.consent()).ifPresent(text -> policy.consent(within("consent", text::toText)));
    }

    private static <T> T within(String place, Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    private static <T> T given(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    /** What is wrong and where, without the names of our classes. */
    private static String reason(JsonProcessingException e) {
        String line = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
        if (!(e instanceof JsonMappingException mapping)) {
            return e.getOriginalMessage() + line;
        }
        String what = mapping instanceof UnrecognizedPropertyException ? " is not a known name" : " has a wrong value";
        return place(mapping) + what + line;
    }

    private static String place(JsonMappingException e) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return place.isEmpty() ? "the file" : place.toString();
    }
}
