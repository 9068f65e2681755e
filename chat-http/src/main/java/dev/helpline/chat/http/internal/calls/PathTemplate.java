package dev.helpline.chat.http.internal.calls;

import java.util.List;
import java.util.Optional;

/**
 * A path with at most one variable, its last segment: {@code /api/chat/poll/{sessionId}}. Everything but the variable
 * must match exactly; the variable's segment is returned as it was received.
 */
public final class PathTemplate {
    private final String text;
    private final String prefix;
    private final boolean variable;

    private PathTemplate(String text) {
        this.text = text;
        int brace = text.indexOf('{');
        variable = brace >= 0;
        prefix = variable ? text.substring(0, brace) : text;
    }

    public static PathTemplate of(String text) {
        return new PathTemplate(text);
    }

    /** Whether the last segment is a variable. */
    boolean hasVariable() {
        return variable;
    }

    /** The whole path, or all of it before the variable. */
    String prefix() {
        return prefix;
    }

    /**
     * Returns the segment of the variable, or no segment if the template has no variable; empty if the path does not
     * match.
     */
    public Optional<List<String>> match(String path) {
        if (!variable) {
            return path.equals(prefix) ? Optional.of(List.of()) : Optional.empty();
        }
        if (!path.startsWith(prefix) || path.length() == prefix.length() || path.indexOf('/', prefix.length()) >= 0) {
            return Optional.empty();
        }
        return Optional.of(List.of(path.substring(prefix.length())));
    }

    @Override
    public String toString() {
        return text;
    }
}
