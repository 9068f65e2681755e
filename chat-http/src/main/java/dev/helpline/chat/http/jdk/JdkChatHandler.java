package dev.helpline.chat.http.jdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.exchange.HttpCall;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Serves the chat with the JDK's {@code com.sun.net.httpserver}: {@code server.createContext("/api/", new
 * JdkChatHandler(http, executor))}. A poll that waits holds a connection, but no thread: its reply is written by the
 * executor once there is something to tell. A call is judged by its head before any of its body is read; while a body
 * arrives, it holds one of the server's threads.
 *
 * <p>Start the JVM with {@code -Dsun.net.httpserver.nodelay=true}, without which this server waits for
 * acknowledgements between head and body, and with {@code sun.net.httpserver.maxReqTime} (in seconds), without which a
 * client may take forever to send the head of a request. This server does not notice a client that goes away while its
 * poll waits; the poll ends in its own time. Thread-safe.
 */
public final class JdkChatHandler implements HttpHandler {
    private static final int NO_BODY = -1;
    private static final int BAD_REQUEST = 400;

    private final ChatHttp http;
    private final Executor executor;

    /**
     * A handler for one chat.
     *
     * @param executor writes the replies of polls that had to wait; the server's own executor does. The host's to shut
     *     down, after the server.
     */
    public JdkChatHandler(ChatHttp http, Executor executor) {
        this.http = Objects.requireNonNull(http, "http");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (isTorn(exchange)) {
            refuse(exchange);
            return;
        }
        new OneExchange(exchange, http.receive(headOf(exchange)), executor).run();
    }

    /**
     * This server takes a head that was torn on its way for a whole one, and would have us judge it by the headers that
     * got through. Host has to be there (RFC 9112, 3.2), and some clients send it last. No body: what is wrong is not
     * for the chat to say.
     */
    private static boolean isTorn(HttpExchange exchange) {
        return exchange.getProtocol().equals("HTTP/1.1")
                && !exchange.getRequestHeaders().containsKey("Host");
    }

    /** To send a reply without a body would read the request's body, which may never come. */
    private static void refuse(HttpExchange exchange) throws IOException {
        if (announcesBody(exchange)) {
            OneExchange.abort(exchange);
        } else {
            exchange.sendResponseHeaders(BAD_REQUEST, NO_BODY);
        }
    }

    private static boolean announcesBody(HttpExchange exchange) {
        return exchange.getRequestHeaders().containsKey("Content-Length")
                || exchange.getRequestHeaders().containsKey("Transfer-Encoding");
    }

    /** The request without its body. */
    private static HttpCall headOf(HttpExchange exchange) {
        HttpCall.Builder head = HttpCall.builder(
                        exchange.getRequestMethod(),
                        Objects.requireNonNullElse(exchange.getRequestURI().getRawPath(), ""))
                .query(exchange.getRequestURI().getRawQuery())
                .remoteAddress(exchange.getRemoteAddress().getAddress().getHostAddress());
        exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> head.header(name, value)));
        return head.build();
    }
}
