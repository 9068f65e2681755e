package dev.helpline.chat.http.internal.exchange;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a file that a call asks for (RFC 9110, section 14.1.2).
 *
 * @param first of the bytes
 * @param length how many; 0 if the file has none of them
 * @param isPart whether the call asks for a part of the file
 */
record ByteRange(long first, long length, boolean isPart) {
    /** One range. A server may ignore what it does not support: several ranges, and other units. */
    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /** Returns the range that a header asks for; the whole file if there is no header, or one that is ignored. */
    static ByteRange of(String header, long size) {
        Matcher range = ONE.matcher(header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new ByteRange(0, size, false);
        }
        if (range.group(1).isEmpty()) {
            long last = Math.min(size, Long.parseLong(range.group(2)));
            return new ByteRange(size - last, last, true);
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
        boolean isBackwards = !range.group(2).isEmpty() && Long.parseLong(range.group(2)) < first;
        return isBackwards ? new ByteRange(0, size, false) : new ByteRange(first, Math.max(0, last - first + 1), true);
    }

    boolean isUnsatisfiable() {
        return isPart && length == 0;
    }

    long last() {
        return first + length - 1;
    }
}
