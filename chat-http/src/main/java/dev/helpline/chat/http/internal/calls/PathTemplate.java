package dev.helpline.chat.http.internal.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path whose last segments may be variables: {@code /api/chat/message/{sessionId}/{messageId}}. Everything before them must match
 * exactly; the segments of the variables are returned as they were received.
 */
public final class PathTemplate {
    private final String text;
    private final String prefix;
    private final int variables;

    private PathTemplate(String text) {
        this.text = text;
        int brace = text.indexOf('{');
        prefix = brace >= 0 ? text.substring(0, brace) : text;
        variables = (int) text.chars().filter(c -> c == '{').count();
    }

    public static PathTemplate of(String text) {
        return new PathTemplate(text);
    }

    /** How many of the last segments are variables. */
    int variables() {
        return variables;
    }

    /** The whole path, or all of it before the variables. */
    String prefix() {
        return prefix;
    }

    /** Returns the segments of the variables, none of which is empty; empty if the path does not match. */
    public Optional<List<String>> match(String path) {
        if (!path.startsWith(prefix)) {
            return Optional.empty();
        }
        List<String> segments = segmentsOf(path.substring(prefix.length()));
        return segments.size() == variables && !segments.contains("") ? Optional.of(segments) : Optional.empty();
    }

    private static List<String> segmentsOf(String path) {
        List<String> segments = new ArrayList<>();
        int from = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        if (!path.isEmpty()) {
            segments.add(path.substring(from));
        }
        return segments;
    }

    @Override
    public String toString() {
        return text;
    }
}
