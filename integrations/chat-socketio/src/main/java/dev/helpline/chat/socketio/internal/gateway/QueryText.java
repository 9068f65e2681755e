package dev.helpline.chat.socketio.internal.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of a query; of several with one name the first. Immutable. */
public final class QueryText {
    private static final int MAX_PARAMETERS = 32;

    private final Map<String, String> parameters;

    private QueryText(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    static QueryText parse(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", MAX_PARAMETERS)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new QueryText(Map.copyOf(parameters));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Failure.invalid("the query is not encoded as it must be");
        }
    }

    Map<String, String> all() {
        return parameters;
    }

    /** A parameter that is not empty. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /** A whole number within bounds. */
    public int whole(String name, int otherwise, int min, int max) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notWhole) {
            // refused below
        }
        throw Failure.invalid(name + " must be a whole number from " + min + " to " + max);
    }
}
