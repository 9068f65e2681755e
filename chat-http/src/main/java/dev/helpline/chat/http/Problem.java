package dev.helpline.chat.http;

import java.util.Map;
import java.util.TreeMap;

/**
 * Why a call was not answered as it wished.
 *
 * @param message for people; never anything that somebody wrote, never a token
 * @param details facts a program can read; empty if there are none
 * @param headers what the reply's head has to say besides
 */
record Problem(WireError error, String message, Map<String, String> details, Map<String, String> headers) {
    /** Sorts, so that equal problems are equal bytes. */
    Problem {
        details = new TreeMap<>(details);
        headers = new TreeMap<>(headers);
    }

    static Problem of(WireError error, String message) {
        return new Problem(error, message, Map.of(), Map.of());
    }

    Problem withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Problem(error, message, details, more);
    }
}
