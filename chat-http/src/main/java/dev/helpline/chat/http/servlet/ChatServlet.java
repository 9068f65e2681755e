package dev.helpline.chat.http.servlet;

import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.exchange.HttpIntake;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Objects;

/**
 * Serves the chat in a servlet container, version 6 of Jakarta Servlet or later. To be mapped to {@code /api/*}, or to
 * {@code /*} of a context of its own, and registered with {@code asyncSupported}. Bodies are read and replies written
 * without blocking, and a call is judged by its head before any of its body is read; a poll that waits holds a connection, but no thread, and ends when its client is known to have gone.
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
        HttpIntake intake = http.receive(CallReader.headOf(request));
        ReplyWriter writer = new ReplyWriter(context, response, intake);
        context.addListener(writer.disconnection());
        if (isAwaited(intake, request)) {
            ServletInputStream in = request.getInputStream();
            in.setReadListener(new CallReader(in, intake));
        } else {
            intake.fail();
        }
        writer.writeWhenReady();
    }

    /** To read a body would ask a client to send it that waits to be asked, even if the call is refused by its head. */
    private static boolean isAwaited(HttpIntake intake, HttpServletRequest request) {
        boolean refused = intake.reply().isDone();
        return !intake.bodyOver().isDone() && !(refused && request.getHeader("Expect") != null);
    }
}
