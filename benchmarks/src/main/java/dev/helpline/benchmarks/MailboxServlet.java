package dev.helpline.benchmarks;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The least that a server of long polls does: a GET takes a message out of the box with the name of its path, and is parked until there is
 * one; a POST puts its body in, and wakes the parked request. Nothing is checked, stored or ordered. Thread-safe.
 */
final class MailboxServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    private final transient Map<String, Mailbox> boxes = new ConcurrentHashMap<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext parked = request.startAsync();
        parked.setTimeout(0);
        byte[] message = box(request).takeOrPark(parked);
        if (message != null) {
            reply(parked, message);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] message = request.getInputStream().readAllBytes();
        AsyncContext parked = box(request).put(message);
        if (parked != null) {
            reply(parked, message);
        }
        response.setContentLength(0);
    }

    /** Returns how many requests are parked. */
    long parked() {
        return boxes.values().stream().filter(Mailbox::isParked).count();
    }

    /** Replies to all requests that are parked. */
    void release() throws IOException {
        for (Mailbox box : boxes.values()) {
            AsyncContext parked = box.unpark();
            if (parked != null) {
                reply(parked, NOTHING);
            }
        }
    }

    private Mailbox box(HttpServletRequest request) {
        return boxes.computeIfAbsent(request.getPathInfo(), name -> new Mailbox());
    }

    private static void reply(AsyncContext parked, byte[] message) throws IOException {
        parked.getResponse().setContentType("application/json");
        parked.getResponse().setContentLength(message.length);
        ServletOutputStream out = parked.getResponse().getOutputStream();
        out.write(message);
        parked.complete();
    }

    /** One request at a time can be parked at a box. */
    private static final class Mailbox {
        private final Queue<byte[]> messages = new ArrayDeque<>();
        private @Nullable AsyncContext parked;

        synchronized byte @Nullable [] takeOrPark(AsyncContext request) {
            byte[] message = messages.poll();
            parked = message == null ? request : null;
            return message;
        }

        /** Returns the request that is to be given the message; null if the message waits for one. */
        synchronized @Nullable AsyncContext put(byte[] message) {
            AsyncContext woken = unpark();
            if (woken == null) {
                messages.add(message);
            }
            return woken;
        }

        synchronized @Nullable AsyncContext unpark() {
            AsyncContext woken = parked;
            parked = null;
            return woken;
        }

        synchronized boolean isParked() {
            return parked != null;
        }
    }
}
