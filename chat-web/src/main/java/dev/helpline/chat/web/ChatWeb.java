package dev.helpline.chat.web;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.spi.Experimental;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves the files of the chat in the browser, in any server. The customers' widget is at {@code /helpline/widget.js} and the agents' desk at
 * {@code /helpline/desk.js}, each an element for the host's pages, which may be of any origin; {@link Builder#desk} adds a page with the desk. All other files have a hash of their content in their name, so browsers keep them for a year. An adapter passes each request for one
 * of {@link #paths()} to {@link #handle} and sends the reply; {@code ChatWebServlet} is such an adapter.
 *
 * <p>All files are in memory, some tens of kilobytes. No call blocks. Thread-safe.
 */
@Experimental
public final class ChatWeb {
    /** The names of all headers that this handler reads; an adapter may leave out all others. */
    public static final List<String> HEADERS_READ = List.of("Accept-Encoding", "Host", "If-None-Match");

    private static final String FOLDER = "/helpline/";
    private static final String SHOP = "/shop";
    private static final String SHOP_TOKEN = "/shop/token";
    private static final String DESK = "/desk";
    private static final String FIGURES = "/desk/figures";
    private static final String DEMO_AGENTS = "/desk/demo";
    private static final int OK = 200;
    private static final int FOUND = 302;
    private static final int NOT_MODIFIED = 304;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    /** The name of this machine in a {@code Host} header, with or without a port. */
    private static final Pattern LOOPBACK_HOST = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?");

    private final Map<String, WebFile> files;
    private final String pagePolicy;
    private final @Nullable Supplier<String> shopTokens;
    private final DemoAgents demoAgents;
    private final Optional<WebFile> desk;

    private ChatWeb(Builder builder) {
        files = WebFiles.load();
        demoAgents = new DemoAgents(builder.deskSignIn == null ? builder.demoAgents : List.of());
        desk = deskPage(builder);
        pagePolicy =
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self';"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors "
                        + (builder.frameAncestors.isEmpty() ? "'none'" : String.join(" ", builder.frameAncestors));
        shopTokens = builder.shopTokens;
    }

    /** Returns a builder with every default in place. */
    public static Builder builder() {
        return new Builder();
    }

    /** The paths of this handler, as a servlet container maps them: exact ones, and prefixes that end with {@code /*}. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>(List.of(FOLDER + "*"));
        if (shopTokens != null) {
            paths.addAll(List.of(SHOP, SHOP_TOKEN));
        }
        if (desk.isPresent()) {
            paths.addAll(List.of(DESK, FIGURES));
        }
        if (!demoAgents.isEmpty()) {
            paths.add(DEMO_AGENTS + "/*");
        }
        return List.copyOf(paths);
    }

    /** The page of the desk, with where its tokens come from; none if the host has its own page, or no desk. */
    private Optional<WebFile> deskPage(Builder builder) {
        String attributes = builder.deskSignIn != null
                ? builder.deskSignIn
                : demoAgents.isEmpty() ? "" : " demo-agents=\"." + DEMO_AGENTS + '"';
        return attributes.isEmpty()
                ? Optional.empty()
                : Optional.of(Objects.requireNonNull(files.get("desk.html"))
                        .with("<helpline-desk>", "<helpline-desk" + attributes + '>'));
    }

    /** Returns the reply to a request for one of {@link #paths()}, and status 404 for any other. Ignores the body and the query. */
    public HttpReply handle(HttpCall call) {
        Objects.requireNonNull(call, "call");
        HttpReply reply = replyTo(call);
        return call.method().equals("HEAD") ? withoutBody(reply) : reply;
    }

    private HttpReply replyTo(HttpCall call) {
        Optional<Supplier<String>> demo = demoAt(call.path());
        Optional<WebFile> file = fileAt(call.path());
        boolean isFigures = call.path().equals(FIGURES) && desk.isPresent();
        if (demo.isEmpty() && file.isEmpty() && !isFigures) {
            return text(NOT_FOUND, "There is nothing at this path");
        }
        if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
            return text(METHOD_NOT_ALLOWED, "This path supports GET and HEAD", Map.of("Allow", "GET, HEAD"));
        }
        if (isFigures) {
            return text(FOUND, "The figures are a page of the desk", Map.of("Location", "../desk#/figures"));
        }
        if (file.isPresent()) {
            return replyWith(file.get(), call);
        }
        return isForThisMachine(call)
                ? text(OK, demo.orElseThrow().get())
                : text(FORBIDDEN, "The demo is for trying out on this machine");
    }

    /** What signs visitors of the demo in: without a password, so for this machine only. */
    private Optional<Supplier<String>> demoAt(String path) {
        if (path.equals(SHOP_TOKEN)) {
            return Optional.ofNullable(shopTokens);
        }
        if (path.equals(DEMO_AGENTS) && !demoAgents.isEmpty()) {
            return Optional.of(demoAgents::list);
        }
        return path.startsWith(DEMO_AGENTS + "/")
                ? demoAgents.tokens(path.substring(DEMO_AGENTS.length() + 1))
                : Optional.empty();
    }

    private Optional<WebFile> fileAt(String path) {
        if (path.equals(DESK)) {
            return desk;
        }
        if (path.equals(SHOP) && shopTokens != null) {
            return Optional.ofNullable(files.get("shop.html"));
        }
        Optional<WebFile> file = path.startsWith(FOLDER)
                ? Optional.ofNullable(files.get(path.substring(FOLDER.length())))
                : Optional.empty();
        return file.filter(found -> !found.isPage());
    }

    private HttpReply replyWith(WebFile file, HttpCall call) {
        boolean zipped = acceptsGzip(call);
        String tag = file.tag(zipped);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ETag", tag);
        headers.put("Cache-Control", file.isNamedByContent() ? "public, max-age=31536000, immutable" : "no-cache");
        headers.put("Vary", "Accept-Encoding");
        headers.put("X-Content-Type-Options", "nosniff");
        if (file.isPage()) {
            headers.put("Content-Security-Policy", pagePolicy);
            headers.put("Referrer-Policy", "no-referrer");
        } else {
            // Pages load modules with CORS. The files have no secrets, and the request no cookies.
            headers.put("Access-Control-Allow-Origin", "*");
            headers.put("Cross-Origin-Resource-Policy", "cross-origin");
        }
        if (isKnown(tag, call)) {
            return HttpReply.builder(NOT_MODIFIED).headers(headers).build();
        }
        byte[] body = file.body(zipped);
        headers.put("Content-Type", file.type());
        headers.put("Content-Length", Integer.toString(body.length));
        if (zipped) {
            headers.put("Content-Encoding", "gzip");
        }
        return HttpReply.builder(OK).headers(headers).body(body).build();
    }

    private static boolean isKnown(String tag, HttpCall call) {
        for (String known : call.header("If-None-Match").orElse("").split(",", -1)) {
            if (known.strip().equals(tag)
                    || known.strip().equals("W/" + tag)
                    || known.strip().equals("*")) {
                return true;
            }
        }
        return false;
    }

    private static boolean acceptsGzip(HttpCall call) {
        for (String coding : call.header("Accept-Encoding").orElse("").split(",", -1)) {
            String word = coding.strip();
            if (word.equals("gzip")
                    || (word.startsWith("gzip;") && !word.replace(" ", "").matches("gzip;q=0(\\.0*)?"))) {
                return true;
            }
        }
        return false;
    }

    /** A page of another site whose name was bound to a loopback address would send that name as Host. */
    private static boolean isForThisMachine(HttpCall call) {
        return LOOPBACK_HOST.matcher(call.header("Host").orElse("")).matches();
    }

    private static HttpReply text(int status, String text) {
        return text(status, text, Map.of());
    }

    private static HttpReply text(int status, String text, Map<String, String> more) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("Content-Length", Integer.toString(body.length));
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        return HttpReply.builder(status).headers(headers).body(body).build();
    }

    private static HttpReply withoutBody(HttpReply reply) {
        return HttpReply.builder(reply.status()).headers(reply.headers()).build();
    }

    /** Collects the settings of a {@link ChatWeb}. Not thread-safe. */
    public static final class Builder {
        private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]+");

        /** A path of the host without anything that has a meaning in markup. */
        private static final Pattern PATH = Pattern.compile("/(?!/)[A-Za-z0-9/._~%?=-]*");

        private final List<String> frameAncestors = new ArrayList<>();
        private final List<DemoAgents.DemoAgent> demoAgents = new ArrayList<>();
        private @Nullable Supplier<String> shopTokens;

        /** The attribute of the desk that says how agents sign in, with a space before it. */
        private @Nullable String deskSignIn;

        private Builder() {}

        /**
         * Lets pages of an origin show our pages in a frame. The widget needs this not, since it is part of the host's page. Default: none.
         *
         * @param origin such as {@code https://intranet.example}
         */
        public Builder frameAncestor(String origin) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "frameAncestor must be an origin such as https://intranet.example, was " + origin);
            }
            frameAncestors.add(origin);
            return this;
        }

        /**
         * Adds a small shop with the widget at {@code /shop}, for trying out. Its visitors are signed in without a password, so a host must
         * listen on this machine only. Requests that name another host get no token. Default: no shop.
         *
         * @param customerTokens returns a token of a customer for each visit
         */
        public Builder demoShop(Supplier<String> customerTokens) {
            shopTokens = Objects.requireNonNull(customerTokens, "customerTokens");
            return this;
        }

        /**
         * Adds a page with the agents' desk at {@code /desk}, and {@code /desk/figures}, which leads to its page of figures. Without it, hosts may
         * still put the desk into a page of their own. Default: no page.
         *
         * @param tokenUrl a path of this host that returns the token of the agent who is signed in there, as plain text, and status 401 to
         *     all others, such as {@code /agent-token}
         */
        public Builder desk(String tokenUrl) {
            if (!PATH.matcher(tokenUrl).matches()) {
                throw new IllegalArgumentException("tokenUrl must be a path such as /agent-token, was " + tokenUrl);
            }
            deskSignIn = " token-url=\"" + tokenUrl + '"';
            return this;
        }

        /**
         * Adds a page with the agents' desk at {@code /desk}, as {@link #desk} does, to which a cookie of the host's signs the agents in. The
         * chat must have the origin of this page, and a {@code RequestAuthenticator} for agents. Default: no page.
         */
        public Builder deskSignedInByCookie() {
            deskSignIn = " sign-in=\"cookie\"";
            return this;
        }

        /**
         * Adds an agent whom visitors may choose at {@code /desk}, for trying out. Visitors sign in without a password, so a host must listen
         * on this machine only. Requests that name another host get no token. Ignored if the host has {@linkplain #desk a sign-in of its own}.
         * Default: no agents.
         *
         * @param name as it is shown, 1 to 100 characters without quotes, backslashes and control characters
         * @param about one line about the agent, of the same characters
         * @param tokens returns a token of the agent for each visit
         */
        public Builder demoAgent(String name, String about, Supplier<String> tokens) {
            demoAgents.add(new DemoAgents.DemoAgent(name, about, tokens));
            return this;
        }

        /** Reads the files and builds the handler. */
        public ChatWeb build() {
            return new ChatWeb(this);
        }
    }
}
