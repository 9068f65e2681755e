package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.text.Characters;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What text may be. Text is stored as written, so it must be something every store can hold and every client can show:
 * well-formed Unicode, no U+0000, no control characters but line breaks and tabs.
 */
public final class Texts {
    private final ErrorCode code;

    private Texts(ErrorCode code) {
        this.code = code;
    }

    /** Checks that refuse with this code. */
    public static Texts refusingAs(ErrorCode code) {
        return new Texts(code);
    }

    /** A text that must say something, over several lines if it likes. */
    public String required(String name, String text, int maxCodePoints) {
        checked(name, text, maxCodePoints, true);
        if (Characters.areBlank(text)) {
            throw refusal(name, "must not be blank");
        }
        return text;
    }

    /** A text of several lines that may be missing; one that says nothing counts as missing. */
    public @Nullable String optional(String name, @Nullable String text, int maxCodePoints) {
        return present(name, text, maxCodePoints, true);
    }

    /** A text of one line that may be missing; one that says nothing counts as missing. */
    public @Nullable String optionalLine(String name, @Nullable String text, int maxCodePoints) {
        return present(name, text, maxCodePoints, false);
    }

    /** Refuses what to search for, if no stored text of one line can be like that. */
    public void search(String name, @Nullable String text, int maxCodePoints) {
        if (text != null) {
            checked(name, text, maxCodePoints, false);
        }
    }

    /** Words of a list: each of one line, not blank, none twice. */
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
        // A code point has at most two chars: what is longer than that needs no counting.
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
