package dev.helpline.chat.http.internal.calls;

import static java.util.stream.Collectors.groupingBy;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.internal.wire.Problem;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the route of a call. */
public final class Router {
    private static final int MAX_PATH = 1024;
    private static final int MAX_VARIABLES = 2;

    private final List<Route> routes;
    private final Map<String, List<Route>> byPath;
    private final Map<String, List<Route>> byPrefix;

    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
        this.byPath = this.routes.stream()
                .filter(route -> route.path().variables() == 0)
                .collect(groupingBy(route -> route.path().prefix()));
        this.byPrefix = this.routes.stream()
                .filter(route -> route.path().variables() > 0)
                .collect(groupingBy(route -> route.path().prefix()));
    }

    List<Route> routes() {
        return routes;
    }

    /** Returns the route of a call; HEAD has the route of GET. Rejects with NOT_FOUND and METHOD_NOT_ALLOWED. */
    Match route(HttpCall call) {
        List<Match> matches = found(call.path());
        String method = call.method().equals("HEAD") ? "GET" : call.method();
        for (Match match : matches) {
            if (match.route().method().equals(method)) {
                return match;
            }
        }
        throw notAllowed(matches);
    }

    /** Returns the methods that a path allows. Rejects with NOT_FOUND. */
    String allowed(String path) {
        return allow(found(path));
    }

    private List<Match> found(String path) {
        List<Match> matches = path.length() > MAX_PATH ? List.of() : at(path);
        if (matches.isEmpty()) {
            throw new Refusal(WireError.NOT_FOUND, "There is nothing at this path");
        }
        return matches;
    }

    /** The routes of a path that are equal to it, and those whose variables are its last segments, which are not empty. */
    private List<Match> at(String path) {
        List<Match> matches = new ArrayList<>();
        for (Route route : byPath.getOrDefault(path, List.of())) {
            matches.add(new Match(route, List.of()));
        }
        int end = path.length();
        for (int variables = 1; variables <= MAX_VARIABLES && end >= 0; variables++) {
            end = path.lastIndexOf('/', end - 1);
            for (Route route : byPrefix.getOrDefault(path.substring(0, end + 1), List.of())) {
                route.path().match(path).ifPresent(found -> matches.add(new Match(route, found)));
            }
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
     * @param variables the segments of the path's variables, still percent-encoded
     */
    record Match(Route route, List<String> variables) {}
}
