package dev.helpline.examples.jetty;

import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.servlet.ChatServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The calls of the shop and of the chat, on this machine only. */
final class WebServer {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    /** Makes a server that does not listen yet; port 0 stands for any free one. */
    WebServer(int port, Users users, Orders orders, ChatHttp chat) {
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);

        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.getSessionHandler().setHttpOnly(true);
        // the browser leaves the cookie out of what other sites send
        context.getSessionHandler().setSameSite(HttpCookie.SameSite.LAX);
        FilterHolder signIn = new FilterHolder(new SignInFilter(users));
        signIn.setAsyncSupported(true); // the chat's polls wait without a thread
        context.addFilter(signIn, "/*", EnumSet.of(DispatcherType.REQUEST));
        add(context, new SignInServlet(users), "/sign-in");
        add(context, new OrderServlet(orders), "/api/orders");
        add(context, new ChatServlet(chat), "/api/chat/*", "/api/admin/chat/*");
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        server.setHandler(context);
    }

    private static void add(ServletContextHandler context, HttpServlet servlet, String... paths) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        for (String path : paths) {
            context.addServlet(holder, path);
        }
    }

    void start() throws Exception {
        server.start();
    }

    /** Returns the port on which the server listens. */
    int port() {
        return connector.getLocalPort();
    }

    void stop() throws Exception {
        server.stop();
    }
}
