package dev.helpline.chat.socketio;

import dev.helpline.chat.http.servlet.ChatServlet;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A gateway in Jetty, beside the chat itself. */
final class GatewayServer implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    GatewayServer(GatewayFixture fixture) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        add(context, new ChatServlet(fixture.http), "/api/*");
        ServletHolder gateway = new ServletHolder(new ChatServlet(fixture.gateway));
        gateway.setAsyncSupported(true);
        fixture.gateway.paths().forEach(path -> context.addServlet(gateway, path));
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        server.setHandler(context);
        server.start();
    }

    private static void add(ServletContextHandler context, ChatServlet servlet, String path) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, path);
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception unstoppable) {
            throw new IllegalStateException(unstoppable);
        }
    }
}
