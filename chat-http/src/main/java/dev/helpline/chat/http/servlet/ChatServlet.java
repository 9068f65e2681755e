package dev.helpline.chat.http.servlet;

import dev.helpline.chat.http.ChatHttp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Objects;

/**
 * Serves the chat in a servlet container, version 6 of Jakarta Servlet or later. To be mapped to {@code /api/*}, or to
 * {@code /*} of a context of its own, and registered with {@code asyncSupported}. Bodies are read and replies written
 * without blocking; a poll that waits holds a connection, but no thread, and ends when its client is known to have gone.
 * Thread-safe.
 */
public final class ChatServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ChatHttp http;

    /** A servlet for one chat. */
    public ChatServlet(ChatHttp http) {
        this.http = Objects.requireNonNull(http, "http");
    }

    /** Takes every method: which ones there are, the chat knows. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        ReplyWriter writer = new ReplyWriter(context, response);
        context.addListener(writer.disconnection());
        request.getInputStream().setReadListener(new CallReader(request, http, writer));
    }
}
