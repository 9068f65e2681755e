package dev.helpline.benchmarks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives the same reply to each request of a path, which is the least that a servlet can do for a request. It reads the body of the
 * request, if there is one. Thread-safe.
 */
final class ConstantServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Map<String, Reply> replies = new ConcurrentHashMap<>();

    /** A reply with status 200. */
    @SuppressWarnings("ArrayRecordComponent") // is not compared
    record Reply(Map<String, String> headers, byte[] body) implements Serializable {}

    /** Gives this reply from now on to requests whose path within the servlet begins with {@code prefix}. */
    void reply(String prefix, Reply reply) {
        replies.put(prefix, reply);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        Reply reply = replies.get(path.substring(0, path.indexOf('/', 1)));
        if (reply == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        if (request.getContentLength() > 0) {
            request.getInputStream().readAllBytes();
        }
        reply.headers().forEach(response::setHeader);
        response.setContentLength(reply.body().length);
        response.getOutputStream().write(reply.body());
    }
}
