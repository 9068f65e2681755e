package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.text.Characters;
import dev.helpline.chat.core.policy.FieldType;
import dev.helpline.chat.core.policy.FormField;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Checks the answers that customers give before a session. */
final class FormRules {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

    /** No exponents, which would let a short text name a number of any length. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?");

    private FormRules() {}

    /**
     * Returns the answers without blank ones. Throws INVALID_SESSION if some break a rule, with a detail {@code form.<key>} for each of
     * them that says which rule.
     */
    static Map<String, String> checked(List<FormField> fields, Map<String, String> answers) {
        Map<String, String> given = new HashMap<>(answers);
        given.values().removeIf(Characters::areBlank);
        Map<String, String> wrong = new TreeMap<>();
        for (FormField field : fields) {
            String answer = given.get(field.key());
            Optional<String> fault = answer == null
                    ? (field.required() ? Optional.of("required") : Optional.empty())
                    : fault(field, answer);
            fault.ifPresent(rule -> wrong.put("form." + field.key(), rule));
        }
        boolean unknown = given.keySet().stream()
                .anyMatch(key -> fields.stream().noneMatch(field -> field.key().equals(key)));
        if (unknown) {
            wrong.put("form", "unknown_field"); // its name comes from the client and is not repeated
        }
        if (!wrong.isEmpty()) {
            throw new ChatException(
                    ErrorCode.INVALID_SESSION, "the form has " + wrong.size() + " wrong answers", wrong);
        }
        return given;
    }

    private static Optional<String> fault(FormField field, String answer) {
        if (answer.codePointCount(0, answer.length()) > field.maxLength()) {
            return Optional.of("too_long");
        }
        if (!Characters.areAllowed(answer, field.type() == FieldType.TEXT)) {
            return Optional.of("not_allowed_characters");
        }
        return switch (field.type()) {
            case TEXT -> Optional.empty();
            case EMAIL -> EMAIL.matcher(answer).matches() ? Optional.empty() : Optional.of("not_an_email");
            case CHOICE -> field.choices().contains(answer) ? Optional.empty() : Optional.of("not_a_choice");
            case NUMBER -> NUMBER.matcher(answer).matches() ? outOfRange(field, answer) : Optional.of("not_a_number");
        };
    }

    private static Optional<String> outOfRange(FormField field, String answer) {
        BigDecimal number = new BigDecimal(answer);
        boolean within = field.min().filter(min -> number.compareTo(min) < 0).isEmpty()
                && field.max().filter(max -> number.compareTo(max) > 0).isEmpty();
        return within ? Optional.empty() : Optional.of("out_of_range");
    }
}
