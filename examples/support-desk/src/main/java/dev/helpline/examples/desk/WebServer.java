package dev.helpline.examples.desk;

import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.servlet.ChatServlet;
import dev.helpline.chat.socketio.SocketIoGateway;
import dev.helpline.chat.web.ChatWeb;
import dev.helpline.chat.web.servlet.ChatWebServlet;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The server of one chat: its protocol and the files for browsers in servlets, with bounds on connections, and errors in the chat's envelope. Thread-safe. */
final class WebServer {
    private static final Duration HEAD_TIME = Duration.ofSeconds(15);
    private static final Duration IDLE_TIME = Duration.ofSeconds(60);
    private static final int MAX_CONNECTIONS = 10_000;

    private final Server server = new Server();
    private final ServerConnector connector;

    /**
     * Makes a server that does not listen yet.
     *
     * @param dialects serves the clients of other support chats; empty if there are none
     * @param port the port to listen on; 0 for any free port
     */
    WebServer(ChatHttp chat, ChatWeb web, Optional<SocketIoGateway> dialects, String host, int port) {
        connector = connector(server, host, port);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        server.setErrorHandler(new EnvelopeErrors(chat));
        server.setHandler(context(chat, web, dialects));
    }

    /** Takes the port. Calls that arrive from now on wait for {@link #start}. */
    void bind() throws IOException {
        connector.open();
    }

    /** Serves calls, and takes the port if that has not been done. */
    void start() throws Exception {
        server.start();
    }

    /** Returns the port on which the server listens. */
    int port() {
        return connector.getLocalPort();
    }

    /** Returns the host on which the server listens. */
    String host() {
        return connector.getHost();
    }

    void join() throws InterruptedException {
        server.join();
    }

    /** Stops serving and releases the port. */
    void stop() throws Exception {
        server.stop();
        connector.close();
    }

    private static ServerConnector connector(Server server, String host, int port) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setIdleTimeout(IDLE_TIME.toMillis());
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.addBean(new SlowHeads(connector.getScheduler(), HEAD_TIME));
        connector.setHost(host);
        connector.setPort(port);
        return connector;
    }

    private static ServletContextHandler context(ChatHttp http, ChatWeb web, Optional<SocketIoGateway> dialects) {
        ServletHolder servlet = new ServletHolder(new ChatServlet(http));
        servlet.setAsyncSupported(true);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.addServlet(servlet, "/*");
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        ServletHolder files = new ServletHolder(new ChatWebServlet(web));
        web.paths().forEach(path -> context.addServlet(files, path));
        dialects.ifPresent(gateway -> {
            ServletHolder others = new ServletHolder(new ChatServlet(gateway));
            others.setAsyncSupported(true);
            gateway.paths().forEach(path -> context.addServlet(others, path));
        });
        context.setErrorHandler(new EnvelopeErrors(http));
        return context;
    }
}
