package dev.helpline.chat.http.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The types of content that the protocol defines, each at version 1. A client may show what they have without further checks: they have no
 * other fields, and their addresses only schemes that run no code. Content of another type or version is checked for its shape only, since
 * clients that do not know it show the text of the message.
 */
final class ContentTypes {
    /** How deeply the data of any type may be nested. */
    static final int MAX_DEPTH = 8;

    private static final int MAX_URL = 2048;
    private static final int MAX_BUTTONS = 10;
    private static final Pattern BUTTON_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Set<String> SCHEMES = Set.of("https", "http", "mailto", "tel");
    private static final Map<String, Consumer<Part>> KNOWN = Map.of(
            "card", ContentTypes::checkCard,
            "buttons", ContentTypes::checkButtons,
            "link", ContentTypes::checkLink,
            "image", ContentTypes::checkImage);

    private ContentTypes() {}

    /** Throws {@link Invalid} if the data breaks a rule of its type. */
    static void check(String type, int version, ObjectNode data) {
        checkShape(data, 1);
        Consumer<Part> known = KNOWN.get(type);
        if (known != null && version == 1) {
            known.accept(new Part("content.data", data));
        }
    }

    /** A rule that the data breaks. */
    static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Invalid(String rule) {
            super(rule, null, false, false);
        }
    }

    private static void checkShape(JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            throw new Invalid("content.data must be nested at most " + MAX_DEPTH + " deep");
        }
        if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
            throw new Invalid("content.data must have numbers that fit into 64-bit floating point");
        }
        if (node.isTextual() && hasControls(node.textValue(), true)) {
            throw new Invalid("content.data must not have control characters");
        }
        for (JsonNode child : node) {
            checkShape(child, child.isContainerNode() ? depth + 1 : depth);
        }
    }

    private static void checkCard(Part card) {
        card.allow("title", "text", "image", "url", "buttons");
        card.line("title", true, 200);
        card.text("text", 2000);
        card.url("url", false);
        card.part("image", ContentTypes::checkImage);
        card.parts("buttons", false, ContentTypes::checkButton);
    }

    private static void checkButtons(Part buttons) {
        buttons.allow("buttons");
        buttons.parts("buttons", true, ContentTypes::checkButton);
    }

    private static void checkButton(Part button) {
        button.allow("id", "label", "url");
        if (!BUTTON_ID.matcher(button.line("id", true, 64)).matches()) {
            throw button.invalid("id", "must have 1 to 64 of the characters A-Z a-z 0-9 . _ : -");
        }
        button.line("label", true, 80);
        button.url("url", false);
    }

    private static void checkLink(Part link) {
        link.allow("url", "title", "text");
        link.url("url", true);
        link.line("title", false, 200);
        link.text("text", 2000);
    }

    private static void checkImage(Part image) {
        image.allow("url", "alt");
        image.url("url", true);
        image.line("alt", true, 500);
    }

    /** Whether a client may open the address: absolute, in ASCII without blanks, of a scheme that runs no code, and without a password. */
    static boolean isSafeUrl(String url) {
        if (url.length() > MAX_URL || !url.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return false;
        }
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return SCHEMES.contains(scheme)
                    && (scheme.startsWith("http")
                            ? uri.getHost() != null && uri.getRawUserInfo() == null
                            : uri.isOpaque());
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** Whether a text has characters that clients cannot show, or that make it look like another text. */
    private static boolean hasControls(String text, boolean lines) {
        return text.codePoints()
                .anyMatch(c -> Character.isISOControl(c) && !(lines && (c == '\n' || c == '\r' || c == '\t')));
    }

    /** Whether a text changes the direction of what stands beside it (Unicode Technical Report 36, section 2.9). */
    private static boolean changesDirection(String text) {
        return text.codePoints().anyMatch(c -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069));
    }

    /** An object in the data. */
    private record Part(String path, ObjectNode node) {
        void allow(String... names) {
            Set<String> allowed = Set.of(names);
            node.fieldNames().forEachRemaining(name -> {
                if (!allowed.contains(name)) {
                    throw new Invalid(path + " has a field that its type does not have");
                }
            });
        }

        Invalid invalid(String name, String rule) {
            return new Invalid(path + "." + name + " " + rule);
        }

        /** Returns a text of one line; empty if it may be missing and is. */
        String line(String name, boolean required, int max) {
            String text = string(name, required, max);
            if (hasControls(text, false) || changesDirection(text)) {
                throw invalid(name, "must be one line without characters that change the direction of text");
            }
            return text;
        }

        void text(String name, int max) {
            string(name, false, max);
        }

        private String string(String name, boolean required, int max) {
            JsonNode value = node.get(name);
            if (value == null && !required) {
                return "";
            }
            if (value == null || !value.isTextual() || value.textValue().isBlank()) {
                throw invalid(name, "must be a text that is not blank");
            }
            String text = value.textValue();
            if (text.codePointCount(0, text.length()) > max) {
                throw invalid(name, "must have at most " + max + " characters");
            }
            return text;
        }

        void url(String name, boolean required) {
            JsonNode value = node.get(name);
            if (value == null && !required) {
                return;
            }
            if (value == null || !value.isTextual() || !isSafeUrl(value.textValue())) {
                throw invalid(name, "must be an absolute https, http, mailto or tel address");
            }
        }

        void part(String name, Consumer<Part> check) {
            JsonNode value = node.get(name);
            if (value != null) {
                check.accept(of(name, value));
            }
        }

        void parts(String name, boolean required, Consumer<Part> check) {
            JsonNode value = node.get(name);
            if (value == null && !required) {
                return;
            }
            if (value == null || !value.isArray() || value.isEmpty() || value.size() > MAX_BUTTONS) {
                throw invalid(name, "must be a list of 1 to " + MAX_BUTTONS);
            }
            value.forEach(item -> check.accept(of(name, item)));
        }

        private Part of(String name, JsonNode value) {
            if (value instanceof ObjectNode object) {
                return new Part(path + "." + name, object);
            }
            throw invalid(name, "must be an object");
        }
    }
}
