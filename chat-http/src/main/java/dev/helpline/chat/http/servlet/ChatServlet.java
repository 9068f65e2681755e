package dev.helpline.chat.http.servlet;

import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpService;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Collections;
import java.util.Objects;

/**
 * Serves the chat in a servlet container, version 6 of Jakarta Servlet or later. Map it to {@code /api/*}, or to {@code
 * /*} of a context of its own, and register it with {@code asyncSupported}. It reads bodies and writes replies without
 * blocking, and checks a call by its head before it reads any of the body. A poll that waits holds a connection, but no
 * thread, and ends when the container reports that the client has gone. The user whom the container or a filter has signed in, such as Spring
 * Security's, and the attributes of the request are handed to {@link ChatHttp.Builder#customerRequests} and {@link
 * ChatHttp.Builder#agentRequests}.
 *
 * <p>Serves WebSockets too where the context has a container of Jakarta WebSocket 2.1 or later, as Jetty and Tomcat have once their
 * WebSocket module is switched on. Thread-safe.
 */
public final class ChatServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The attribute of a context under which Jakarta WebSocket keeps its container. */
    static final String SOCKET_CONTAINER = "jakarta.websocket.server.ServerContainer";

    private final transient HttpService http;

    /** Makes a servlet for one chat. */
    public ChatServlet(HttpService http) {
        this.http = Objects.requireNonNull(http, "http");
    }

    /** Accepts every method, since the chat itself checks the method. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (isUpgrade(request) && request.getServletContext().getAttribute(SOCKET_CONTAINER) != null) {
            SocketUpgrade.upgrade(http, request, response);
        } else {
            reply(request, response);
        }
    }

    private static boolean isUpgrade(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && request.getHeader("Upgrade") != null
                && Collections.list(request.getHeaders("Upgrade")).stream().anyMatch("websocket"::equalsIgnoreCase);
    }

    /** Prepares for a wait before the chat gets the call: a container tells only those who listen that the client has gone. */
    private void reply(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpCall head = RequestReader.headOf(http, request);
        if (http.mayWait(head)) {
            AsyncContext context = startAsync(request);
            replyLater(context, http.receive(head), request, response);
            return;
        }
        HttpIntake intake = http.receive(head);
        if (isReady(intake) && ReplyWriter.fits(intake.reply().join(), response)) {
            ReplyWriter.writeNow(intake.reply().join(), response);
        } else {
            replyLater(startAsync(request), intake, request, response);
        }
    }

    private static AsyncContext startAsync(HttpServletRequest request) {
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        return context;
    }

    private static boolean isReady(HttpIntake intake) {
        return intake.bodyOver().isDone() && intake.reply().isDone();
    }

    private static void replyLater(
            AsyncContext context, HttpIntake intake, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ReplyWriter writer = new ReplyWriter(context, response, intake);
        context.addListener(writer.disconnection());
        if (isAwaited(intake, request)) {
            ServletInputStream in = request.getInputStream();
            in.setReadListener(new RequestReader(in, intake));
        } else {
            intake.fail();
        }
        writer.writeWhenReady();
    }

    /**
     * Does not read the body of a rejected call whose client waits for {@code 100 Continue}, since reading would
     * request the body.
     */
    private static boolean isAwaited(HttpIntake intake, HttpServletRequest request) {
        boolean refused = intake.reply().isDone();
        return !intake.bodyOver().isDone() && !(refused && request.getHeader("Expect") != null);
    }
}
