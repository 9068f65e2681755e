package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.text.Characters;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks texts. Text is stored as written, so every store must be able to hold it and every client to show it: well-formed Unicode, no
 * U+0000, no control characters but line breaks and tabs.
 */
public final class Texts {
    private final ErrorCode code;

    private Texts(ErrorCode code) {
        this.code = code;
    }

    /** Checks that throw exceptions of this code. */
    public static Texts refusingAs(ErrorCode code) {
        return new Texts(code);
    }

    /** Returns a text that must not be blank, and may have several lines. */
    public String required(String name, String text, int maxCodePoints) {
        checked(name, text, maxCodePoints, true);
        if (Characters.areBlank(text)) {
            throw refusal(name, "must not be blank");
        }
        return text;
    }

    /** Returns a text that may be missing, and may have several lines; a blank one counts as missing. */
    public @Nullable String optional(String name, @Nullable String text, int maxCodePoints) {
        return present(name, text, maxCodePoints, true);
    }

    /** Returns a text of one line that may be missing; a blank one counts as missing. */
    public @Nullable String optionalLine(String name, @Nullable String text, int maxCodePoints) {
        return present(name, text, maxCodePoints, false);
    }

    /** Rejects a search text that no stored text of one line can contain. */
    public void search(String name, @Nullable String text, int maxCodePoints) {
        if (text != null) {
            checked(name, text, maxCodePoints, false);
        }
    }

    /** Returns the words of a list: each of one line, not blank, none twice. */
    public List<String> words(String name, List<String> words, int maxCount, int maxCodePoints) {
        if (words.size() > maxCount) {
            throw refusal(name, "must be at most " + maxCount);
        }
        for (String word : words) {
            checked(name, word, maxCodePoints, false);
            if (Characters.areBlank(word)) {
                throw refusal(name, "must not be blank");
            }
        }
        if (words.stream().distinct().count() < words.size()) {
            throw refusal(name, "must not repeat");
        }
        return words;
    }

    private @Nullable String present(String name, @Nullable String text, int maxCodePoints, boolean lines) {
        if (text == null) {
            return null;
        }
        checked(name, text, maxCodePoints, lines);
        return Characters.areBlank(text) ? null : text;
    }

    private void checked(String name, String text, int maxCodePoints, boolean lines) {
        // A code point has at most two chars, so a longer text needs no counting.
        if (text.length() > 2L * maxCodePoints || text.codePointCount(0, text.length()) > maxCodePoints) {
            throw refusal(name, "must have at most " + maxCodePoints + " characters", maxCodePoints);
        }
        if (!Characters.areAllowed(text, lines)) {
            throw refusal(name, "must not contain control characters or broken Unicode");
        }
    }

    private ChatException refusal(String name, String rule) {
        return new ChatException(code, name + " " + rule, Map.of("field", name));
    }

    private ChatException refusal(String name, String rule, int limit) {
        return new ChatException(code, name + " " + rule, Map.of("field", name, "maxLength", Integer.toString(limit)));
    }
}
