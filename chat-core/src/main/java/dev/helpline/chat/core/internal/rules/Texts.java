package dev.helpline.chat.core.internal.rules;

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
    /** Letters and symbols that show nothing: the Hangul fillers and the braille pattern without dots. */
    private static final String BLANK_LETTERS = "\u115F\u1160\u3164\uFFA0\u2800";

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
        if (isBlank(text)) {
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

    /** Words of a list: each of one line, not blank, none twice. */
    public List<String> words(String name, List<String> words, int maxCount, int maxCodePoints) {
        if (words.size() > maxCount) {
            throw refusal(name, "must be at most " + maxCount);
        }
        for (String word : words) {
            checked(name, word, maxCodePoints, false);
            if (isBlank(word)) {
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
        return isBlank(text) ? null : text;
    }

    private void checked(String name, String text, int maxCodePoints, boolean lines) {
        // A code point has at most two chars: what is longer than that needs no counting.
        if (text.length() > 2L * maxCodePoints || text.codePointCount(0, text.length()) > maxCodePoints) {
            throw refusal(name, "must have at most " + maxCodePoints + " characters", maxCodePoints);
        }
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (!isAllowed(codePoint, lines)) {
                throw refusal(name, "must not contain control characters or broken Unicode");
            }
            i += Character.charCount(codePoint);
        }
    }

    private static boolean isAllowed(int codePoint, boolean lines) {
        if (Character.isISOControl(codePoint)) {
            return codePoint == '\t' || (lines && (codePoint == '\n' || codePoint == '\r'));
        }
        return codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE;
    }

    /** Whether nobody would see anything: white space, separators, invisible format characters and blank letters. */
    private static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT
                        || BLANK_LETTERS.indexOf(c) >= 0);
    }

    private ChatException refusal(String name, String rule) {
        return new ChatException(code, name + " " + rule, Map.of("field", name));
    }

    private ChatException refusal(String name, String rule, int limit) {
        return new ChatException(code, name + " " + rule, Map.of("field", name, "maxLength", Integer.toString(limit)));
    }
}
