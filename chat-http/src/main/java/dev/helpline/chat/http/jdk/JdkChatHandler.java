package dev.helpline.chat.http.jdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpService;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Serves the chat with the JDK's {@code com.sun.net.httpserver}: {@code server.createContext("/api/", new
 * JdkChatHandler(http, executor))}. A poll that waits holds a connection, but no thread: the executor writes its reply
 * when there is something new. A call is checked by its head before any of its body is read; a body holds one of the
 * server's threads while it arrives.
 *
 * <p>Start the JVM with {@code -Dsun.net.httpserver.nodelay=true}, without which this server waits for acknowledgements
 * between head and body, and with {@code sun.net.httpserver.maxReqTime} (in seconds), without which a client may take
 * forever to send the head of a request. This server does not notice a client that goes away while its poll waits; the
 * poll ends when its wait is over. Thread-safe.
 */
public final class JdkChatHandler implements HttpHandler {
    private static final int NO_BODY = -1;
    private static final int BAD_REQUEST = 400;

    private final HttpService http;
    private final Executor executor;

    /**
     * Makes a handler for one chat.
     *
     * @param executor writes the replies of polls that had to wait; the server's own executor is suitable. The host
     *     shuts it down after the server.
     */
    public JdkChatHandler(HttpService http, Executor executor) {
        this.http = Objects.requireNonNull(http, "http");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (isTorn(exchange)) {
            refuse(exchange);
            return;
        }
        new JdkExchange(exchange, http.receive(headOf(exchange)), executor).run();
    }

    /**
     * Whether the head is incomplete. This server takes a head for complete if the connection breaks within it. Every
     * HTTP/1.1 request has a Host header (RFC 9112, section 3.2), which some clients send last, so a head without Host
     * is rejected.
     */
    private static boolean isTorn(HttpExchange exchange) {
        return exchange.getProtocol().equals("HTTP/1.1")
                && !exchange.getRequestHeaders().containsKey("Host");
    }

    /**
     * Aborts the exchange if a body is announced, since sending a reply would first read the body, which may never
     * arrive.
     */
    private static void refuse(HttpExchange exchange) throws IOException {
        if (JdkExchange.announcesBody(exchange)) {
            JdkExchange.abort(exchange);
        } else {
            exchange.sendResponseHeaders(BAD_REQUEST, NO_BODY);
        }
    }

    /** The request without its body. */
    private HttpCall headOf(HttpExchange exchange) {
        HttpCall.Builder head = HttpCall.builder(
                        exchange.getRequestMethod(),
                        Objects.requireNonNullElse(exchange.getRequestURI().getRawPath(), ""))
                .query(exchange.getRequestURI().getRawQuery())
                .remoteAddress(exchange.getRemoteAddress().getAddress().getHostAddress());
        exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> head.header(name, value)));
        if (http.authenticatesRequests()) {
            head.userPrincipal(exchange.getPrincipal());
        }
        return head.build();
    }
}
