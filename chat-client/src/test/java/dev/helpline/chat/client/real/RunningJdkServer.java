package dev.helpline.chat.client.real;

import com.sun.net.httpserver.HttpServer;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.jdk.JdkChatHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The chat behind the HTTP server of the JDK. */
final class RunningJdkServer implements RunningServer {
    private static final int BACKLOG = 1024;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    RunningJdkServer(ChatHttp http, int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.setExecutor(threads);
        server.createContext("/", new JdkChatHandler(http, threads));
        server.start();
    }

    @Override
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }
}
