package dev.helpline.chat.core.internal.text;

/** Which characters a text may have, and which are invisible. */
public final class Characters {
    /** Letters and symbols that look blank: the Hangul fillers and the braille pattern without dots. */
    private static final String BLANK_LETTERS = "\u115F\u1160\u3164\uFFA0\u2800";

    private Characters() {}

    /**
     * Whether every store can hold the text and every client can show it: well-formed Unicode, no U+0000, no control
     * characters but tabs and, in a text of several lines, line breaks.
     */
    public static boolean areAllowed(String text, boolean lines) {
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (!isAllowed(codePoint, lines)) {
                return false;
            }
            i += Character.charCount(codePoint);
        }
        return true;
    }

    private static boolean isAllowed(int codePoint, boolean lines) {
        if (Character.isISOControl(codePoint)) {
            return codePoint == '\t' || (lines && (codePoint == '\n' || codePoint == '\r'));
        }
        return codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE;
    }

    /** Whether the text looks blank: white space, separators, invisible format characters and blank letters. */
    public static boolean areBlank(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT
                        || BLANK_LETTERS.indexOf(c) >= 0);
    }
}
