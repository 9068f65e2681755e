package dev.helpline.chat.http.jdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.HttpCall;
import dev.helpline.chat.http.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the chat with the JDK's {@code com.sun.net.httpserver}: {@code server.createContext("/api/", new
 * JdkChatHandler(http, executor))}. A poll that waits holds a connection, but no thread: its reply is written by the
 * executor once there is something to tell.
 *
 * <p>Start the JVM with {@code -Dsun.net.httpserver.nodelay=true}, without which this server waits for
 * acknowledgements between head and body, and with {@code sun.net.httpserver.maxReqTime}, without which a client may
 * take forever to send its request. This server does not notice a client that goes away while its poll waits; the poll
 * ends in its own time. Thread-safe.
 */
public final class JdkChatHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(JdkChatHandler.class);
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
            exchange.sendResponseHeaders(BAD_REQUEST, NO_BODY);
            exchange.close();
            return;
        }
        CompletableFuture<HttpReply> reply = http.handle(callOf(exchange));
        if (reply.isDone()) {
            send(exchange, reply.join());
        } else {
            sendLater(exchange, reply);
        }
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

    private void sendLater(HttpExchange exchange, CompletableFuture<HttpReply> reply) {
        var unused = reply.whenComplete((ready, cancelled) -> {
            try {
                executor.execute(() -> send(exchange, ready));
            } catch (RejectedExecutionException closing) {
                exchange.close();
            }
        });
    }

    private HttpCall callOf(HttpExchange exchange) throws IOException {
        HttpCall.Builder call = HttpCall.builder(
                        exchange.getRequestMethod(),
                        Objects.requireNonNullElse(exchange.getRequestURI().getRawPath(), ""))
                .query(exchange.getRequestURI().getRawQuery())
                .remoteAddress(exchange.getRemoteAddress().getAddress().getHostAddress())
                .body(body(exchange));
        exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> call.header(name, value)));
        return call.build();
    }

    /** As much of the body as is needed to know that it is too long. */
    private byte[] body(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        return in.readNBytes(http.maxBodyBytes() + 1);
    }

    private static void send(HttpExchange exchange, HttpReply reply) {
        try (exchange) {
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? NO_BODY : reply.body().length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(reply.body());
            }
        } catch (IOException gone) {
            LOG.debug("a client went away before its reply", gone);
        }
    }
}
