package dev.helpline.chat.core.internal.attachment;

import dev.helpline.chat.core.internal.text.Characters;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Makes names of files safe to show and to save under, and changes them as little as possible: no folders, no control characters, nothing
 * that reorders text, no name that a system reserves, and no more bytes than a file system takes.
 */
final class FileNames {
    /** The longest name in bytes of UTF-8 that the common file systems take. */
    static final int MAX_BYTES = 255;

    private static final String FALLBACK = "file";

    /** An ending longer than this is not kept when a name is cut. */
    private static final int LONGEST_ENDING = 16;

    /** What no name of a file may contain under Windows. */
    private static final String FORBIDDEN = "<>:\"|?*";

    /** Names of devices under Windows, with any ending. */
    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
            "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private FileNames() {}

    /** Returns the name, made safe; never blank. */
    static String safe(String name) {
        String trimmed = trimmed(cleaned(lastPart(name)));
        if (trimmed.isEmpty() || Characters.areBlank(trimmed)) {
            return FALLBACK;
        }
        String cut = trimmed(cut(trimmed));
        return isDevice(cut) ? trimmed(cut("_" + cut)) : cut;
    }

    /** The part behind the last separator that has one behind it; a client may send a whole path. */
    private static String lastPart(String name) {
        int end = name.length();
        while (end > 0 && isSeparator(name.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && !isSeparator(name.charAt(start - 1))) {
            start--;
        }
        return name.substring(start, end);
    }

    private static boolean isSeparator(char c) {
        return c == '/' || c == '\\';
    }

    private static String cleaned(String name) {
        StringBuilder clean = new StringBuilder();
        name.codePoints().filter(FileNames::isAllowed).forEach(c -> {
            if (c < 128 && FORBIDDEN.indexOf(c) >= 0) {
                clean.append('_');
            } else {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    private static boolean isAllowed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> isJoiner(codePoint);
            default -> true;
        };
    }

    /** The two format characters that scripts and emoji need, and that move no text. */
    private static boolean isJoiner(int codePoint) {
        return codePoint == 0x200C || codePoint == 0x200D;
    }

    /** Without spaces and dots at both ends: they hide a file, or a system drops them. */
    private static String trimmed(String name) {
        int start = 0;
        int end = name.length();
        while (start < end && isTrimmed(name.charAt(start))) {
            start++;
        }
        while (end > start && isTrimmed(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(start, end);
    }

    private static boolean isTrimmed(char c) {
        return c == '.' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Shortens a name that is too long before its ending. */
    private static String cut(String name) {
        if (bytes(name) <= MAX_BYTES) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
        StringBuilder stem = new StringBuilder();
        int left = MAX_BYTES - bytes(ending);
        for (int i = 0; i < name.length() - ending.length(); ) {
            int codePoint = name.codePointAt(i);
            String character = Character.toString(codePoint);
            left -= bytes(character);
            if (left < 0) {
                break;
            }
            stem.append(character);
            i += character.length();
        }
        return stem + ending;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        return DEVICES.contains(stem.strip().toLowerCase(Locale.ROOT));
    }
}
