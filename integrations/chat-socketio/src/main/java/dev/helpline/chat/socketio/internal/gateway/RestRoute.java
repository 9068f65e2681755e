package dev.helpline.chat.socketio.internal.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A call of a dialect over HTTP.
 *
 * @param template the path; a part that begins with a colon is left open
 * @param takesFiles whether a body may be a form with files
 */
public record RestRoute(String method, String template, boolean takesFiles, Function<RestCall, RestReply> handler) {
    /** A call that takes no files. */
    public static RestRoute plain(String method, String template, Function<RestCall, RestReply> handler) {
        return new RestRoute(method, template, false, handler);
    }

    /** A call that takes files. */
    public static RestRoute withFiles(String method, String template, Function<RestCall, RestReply> handler) {
        return new RestRoute(method, template, true, handler);
    }

    /** Returns the open parts of a path; empty if it is another one. */
    Optional<List<String>> match(String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith(":")) {
                variables.add(given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
