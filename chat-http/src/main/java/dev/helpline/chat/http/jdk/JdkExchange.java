package dev.helpline.chat.http.jdk;

import com.sun.net.httpserver.HttpExchange;
import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.exchange.ReplyContent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the body of one exchange and writes its reply, and closes the exchange when both are done. */
final class JdkExchange {
    private static final Logger LOG = LoggerFactory.getLogger(JdkExchange.class);
    private static final int NO_BODY = -1;
    private static final int CHUNKED = 0;

    private final HttpExchange exchange;
    private final HttpIntake intake;
    private final Executor executor;
    private final BodyFeed feed;
    private final AtomicInteger open = new AtomicInteger(2);

    /**
     * Completes when the reply is written or cannot be written. Until then the wait for the body must not close the
     * connection.
     */
    private final CompletableFuture<@Nullable Void> replied = new CompletableFuture<>();

    private volatile boolean bodyRead = true;
    private volatile boolean brokenOff;
    private volatile @Nullable Thread handler;

    JdkExchange(HttpExchange exchange, HttpIntake intake, Executor executor) {
        this.exchange = exchange;
        this.intake = intake;
        this.executor = executor;
        feed = new BodyFeed(exchange.getRequestBody(), intake);
    }

    /** Reads the body on the calling thread, and also writes the reply there if it is ready in time. */
    void run() {
        handler = Thread.currentThread();
        if (intake.reply().isDone() && hasBody(intake.reply().join())) {
            write(intake.reply().join());
            readBody();
        } else if (intake.reply().isDone()) {
            replied.complete(null);
            readBody();
            write(intake.reply().join());
        } else {
            var unused = intake.reply().whenComplete((reply, cancelled) -> writeSoon(reply));
            readBody();
        }
        handler = null;
    }

    /** A body that is over before its reading began, because this thread came late, has not been read. */
    private void readBody() {
        if (intake.bodyOver().isDone()) {
            bodyRead = !announcesBody(exchange);
        } else {
            var unused = CompletableFuture.allOf(intake.bodyOver(), replied).thenRun(feed::stop);
            bodyRead = feed.run();
        }
        partEnded();
    }

    /** Writes on the handler's thread while it runs, and on the executor afterwards. */
    private void writeSoon(@Nullable HttpReply reply) {
        if (Thread.currentThread() == handler) {
            write(reply);
            return;
        }
        try {
            executor.execute(() -> write(reply));
        } catch (RuntimeException unable) {
            LOG.debug("the executor rejected a reply", unable);
            replied.complete(null);
            partEnded();
        }
    }

    private void write(@Nullable HttpReply reply) {
        try {
            if (reply != null) {
                send(reply);
            }
        } catch (IOException gone) {
            LOG.debug("a client closed the connection before its reply", gone);
        } finally {
            replied.complete(null);
            partEnded();
        }
    }

    private void send(HttpReply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (!hasBody(reply)) {
            exchange.sendResponseHeaders(reply.status(), NO_BODY);
            return;
        }
        exchange.sendResponseHeaders(
                reply.status(), reply.bodyLength() == HttpReply.UNKNOWN_LENGTH ? CHUNKED : reply.bodyLength());
        OutputStream out = exchange.getResponseBody();
        out.write(reply.body());
        if (reply.content().isPresent()) {
            copy(reply.content().get(), out);
        }
        out.flush();
    }

    private void copy(ReplyContent content, OutputStream out) throws IOException {
        try {
            for (byte[] part = content.next(); part.length > 0; part = content.next()) {
                out.write(part);
            }
        } catch (RuntimeException unreadable) {
            brokenOff = true; // so that the connection is closed, which tells the client that the rest is missing
            LOG.warn("a reply could not be read to its end", unreadable);
        }
    }

    private void partEnded() {
        if (open.decrementAndGet() == 0) {
            close();
        }
    }

    private void close() {
        if (bodyRead && !brokenOff) {
            exchange.close();
        } else {
            abort(exchange);
        }
    }

    /** Closes an exchange and its connection. Without the interrupt, closing would first read the rest of the body. */
    static void abort(HttpExchange exchange) {
        Thread.currentThread().interrupt();
        try {
            exchange.close();
        } finally {
            Thread.interrupted();
        }
    }

    /** Whether a body with any content follows the head. */
    static boolean announcesBody(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return exchange.getRequestHeaders().containsKey("Transfer-Encoding") || (length != null && !length.equals("0"));
    }

    private static boolean hasBody(HttpReply reply) {
        return reply.bodyLength() != 0;
    }
}
