package dev.helpline.chat.core.internal.canned;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.session.Session;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text with placeholders. */
public final class Template {
    /** Escaped braces; a placeholder with or without a substitute; braces that are neither. The parts cannot overlap, so it is linear. */
    private static final Pattern PART = Pattern.compile("\\\\\\{\\{|\\{\\{ *([A-Za-z.]*) *(?:\\|([^{}]*))?}}|\\{\\{");

    /** The characters that change the direction of text (Unicode Standard Annex 9, section 2). */
    private static final String DIRECTION_MARKS =
            "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    private static final String ESCAPED = "\\{{";

    private final String text;

    /** What a placeholder stands for. */
    private enum Fact {
        CUSTOMER_NAME("customer.name"),
        CUSTOMER_ID("customer.id"),
        CUSTOMER_EMAIL("customer.email"),
        AGENT_NAME("agent.name"),
        AGENT_DEPARTMENT("agent.department"),
        SESSION_ID("session.id"),
        SESSION_SUBJECT("session.subject"),
        SESSION_CATEGORY("session.category"),
        SESSION_EXTERNAL_REF("session.externalRef");

        private final String name;

        Fact(String name) {
            this.name = name;
        }

        static Optional<Fact> named(String name) {
            return Arrays.stream(values())
                    .filter(fact -> fact.name.equals(name))
                    .findFirst();
        }

        @Nullable
        String of(Session session, Principal agent) {
            return switch (this) {
                case CUSTOMER_NAME -> session.customer().name();
                case CUSTOMER_ID -> session.customer().id().value();
                case CUSTOMER_EMAIL -> session.customer().email();
                case AGENT_NAME -> agent.name();
                case AGENT_DEPARTMENT -> agent.department();
                case SESSION_ID -> session.id().value();
                case SESSION_SUBJECT -> session.topic().subject();
                case SESSION_CATEGORY -> session.topic().category();
                case SESSION_EXTERNAL_REF -> session.topic().externalRef();
            };
        }
    }

    private Template(String text) {
        this.text = text;
    }

    /**
     * Returns the template of a text; throws INVALID_REQUEST if it has an unknown placeholder, or braces that are not escaped.
     *
     * @param field what the refusal calls the text
     */
    public static Template of(String field, String text) {
        Matcher part = PART.matcher(text);
        while (part.find()) {
            boolean isKnown = part.group(1) != null && Fact.named(part.group(1)).isPresent();
            if (!isKnown && !part.group().equals(ESCAPED)) {
                throw new ChatException(
                        ErrorCode.INVALID_REQUEST,
                        field + " has an unknown placeholder, or {{ without a backslash before it, at character "
                                + (part.start() + 1),
                        Map.of("field", field));
            }
        }
        return new Template(text);
    }

    /**
     * Fills the placeholders in one pass, so that a value is never taken for a placeholder.
     *
     * @param missing takes the placeholders for which there is no value
     */
    public String fill(Session session, Principal agent, Set<String> missing) {
        StringBuilder filled = new StringBuilder();
        Matcher part = PART.matcher(text);
        while (part.find()) {
            part.appendReplacement(filled, "");
            String name = part.group(1);
            if (name == null) {
                filled.append("{{");
            } else {
                filled.append(value(name, part.group(2), session, agent, missing));
            }
        }
        part.appendTail(filled);
        return filled.toString();
    }

    private static String value(
            String name, @Nullable String substitute, Session session, Principal agent, Set<String> missing) {
        String value = Fact.named(name).map(fact -> fact.of(session, agent)).orElse(null);
        String line = value == null ? "" : line(value);
        if (!line.isEmpty()) {
            return line;
        }
        if (substitute == null) {
            missing.add(name);
            return "";
        }
        return substitute;
    }

    /** The value without characters that would break the line or turn the direction of the text around it. */
    private static String line(String value) {
        StringBuilder line = new StringBuilder();
        value.codePoints()
                .filter(c -> !Character.isISOControl(c) && DIRECTION_MARKS.indexOf(c) < 0)
                .forEach(line::appendCodePoint);
        return line.toString().strip();
    }
}
