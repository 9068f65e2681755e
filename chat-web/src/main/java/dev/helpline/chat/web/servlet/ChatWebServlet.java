package dev.helpline.chat.web.servlet;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.web.ChatWeb;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Objects;

/**
 * Serves {@link ChatWeb} in a servlet container, version 6 of Jakarta Servlet or later. Map it to {@link ChatWeb#paths()}, beside the
 * servlet of the chat itself. Thread-safe.
 */
public final class ChatWebServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ChatWeb web;

    /** Makes a servlet for these files. */
    public ChatWebServlet(ChatWeb web) {
        this.web = Objects.requireNonNull(web, "web");
    }

    /** Accepts every method, since {@link ChatWeb} checks the method. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpReply reply = web.handle(callOf(request));
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        response.getOutputStream().write(reply.body());
    }

    private static HttpCall callOf(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        HttpCall.Builder call = HttpCall.builder(request.getMethod(), path);
        for (String name : ChatWeb.HEADERS_READ) {
            String value = request.getHeader(name);
            if (value != null) {
                call.header(name, value);
            }
        }
        return call.build();
    }
}
