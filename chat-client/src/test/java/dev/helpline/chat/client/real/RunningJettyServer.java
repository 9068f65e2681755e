package dev.helpline.chat.client.real;

import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.servlet.ChatServlet;
import java.net.InetAddress;
import java.util.function.Consumer;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The chat as a servlet in Jetty, with or without Jetty's WebSockets. */
final class RunningJettyServer implements RunningServer {
    private final Server server = new Server();

    RunningJettyServer(ChatHttp http, int port) {
        this(http, port, context -> {});
    }

    private RunningJettyServer(ChatHttp http, int port, Consumer<ServletContextHandler> sockets) {
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(new ChatServlet(http));
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        sockets.accept(context);
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception unstartable) {
            throw new IllegalStateException(unstartable);
        }
    }

    /** Serves WebSockets, too. The classes of Jakarta WebSocket are loaded only for this. */
    static RunningJettyServer withSockets(ChatHttp http, int port) {
        return new RunningJettyServer(
                http, port, context -> JakartaWebSocketServletContainerInitializer.configure(context, null));
    }

    @Override
    public void stop() {
        try {
            server.stop();
        } catch (Exception unstoppable) {
            throw new IllegalStateException(unstoppable);
        }
    }
}
