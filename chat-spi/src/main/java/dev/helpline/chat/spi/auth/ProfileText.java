package dev.helpline.chat.spi.auth;

import org.jspecify.annotations.Nullable;

/**
 * Repairs what an identity provider says about a person, so that every store can keep it. A name that is too long or
 * contains a tab is not a reason to reject the sign-in.
 */
final class ProfileText {
    private ProfileText() {}

    /**
     * Returns the text on one line: tabs and line breaks become spaces, other control characters and unpaired
     * surrogates are dropped, spaces on both sides are removed, and what exceeds the limit is cut off. Returns null
     * if nothing is left.
     */
    static @Nullable String tidy(@Nullable String text, int maxCodePoints) {
        if (text == null) {
            return null;
        }
        StringBuilder cut = new StringBuilder();
        line(text).codePoints().limit(maxCodePoints).forEach(cut::appendCodePoint);
        String tidy = cut.toString().strip();
        return tidy.isEmpty() ? null : tidy;
    }

    /** As {@link #tidy}, but returns null for a text that is too long. */
    static @Nullable String tidyOrNull(@Nullable String text, int maxCodePoints) {
        if (text == null) {
            return null;
        }
        String line = line(text);
        return line.isEmpty() || line.codePointCount(0, line.length()) > maxCodePoints ? null : line;
    }

    private static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isISOControl(c) && Character.isWhitespace(c) ? ' ' : c)
                .filter(ProfileText::isKept)
                .forEach(line::appendCodePoint);
        return line.toString().strip();
    }

    private static boolean isKept(int codePoint) {
        return !Character.isISOControl(codePoint)
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }
}
