package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.internal.wire.Problem;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the route of a call. */
public final class Router {
    private static final int MAX_PATH = 1024;

    private final List<Route> routes;

    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    List<Route> routes() {
        return routes;
    }

    /** Returns the route of a call; HEAD has the route of GET. Rejects with NOT_FOUND and METHOD_NOT_ALLOWED. */
    Match route(HttpCall call) {
        List<Match> matches = found(call.path());
        String method = call.method().equals("HEAD") ? "GET" : call.method();
        return matches.stream()
                .filter(match -> match.route().method().equals(method))
                .findFirst()
                .orElseThrow(() -> notAllowed(matches));
    }

    /** Returns the methods that a path allows. Rejects with NOT_FOUND. */
    String allowed(String path) {
        return allow(found(path));
    }

    private List<Match> found(String path) {
        List<Match> matches = at(path);
        if (matches.isEmpty()) {
            throw new Refusal(WireError.NOT_FOUND, "There is nothing at this path");
        }
        return matches;
    }

    private List<Match> at(String path) {
        List<Match> matches = new ArrayList<>();
        if (path.length() > MAX_PATH) {
            return matches;
        }
        for (Route route : routes) {
            route.path().match(path).ifPresent(variables -> matches.add(new Match(route, variables)));
        }
        return matches;
    }

    private static Refusal notAllowed(List<Match> matches) {
        return new Refusal(Problem.of(WireError.METHOD_NOT_ALLOWED, "This path cannot be called with this method")
                .withHeader("Allow", allow(matches)));
    }

    private static String allow(List<Match> matches) {
        Set<String> methods = new TreeSet<>();
        for (Match match : matches) {
            methods.add(match.route().method());
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }

    /**
     * A route that matches a call.
     *
     * @param variables the segment of the path's variable, still percent-encoded, if it has one
     */
    record Match(Route route, List<String> variables) {
        @Nullable
        String variable() {
            return variables.isEmpty() ? null : variables.get(0);
        }
    }
}
