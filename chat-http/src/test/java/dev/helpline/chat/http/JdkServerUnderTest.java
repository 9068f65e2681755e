package dev.helpline.chat.http;

import com.sun.net.httpserver.HttpServer;
import dev.helpline.chat.http.jdk.JdkChatHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

/** The chat behind the JDK's server, on a few threads that all exist from the start. */
final class JdkServerUnderTest implements ServerUnderTest {
    private static final int THREADS = 4;
    private static final int BACKLOG = 4096;

    private final ThreadPoolExecutor executor = (ThreadPoolExecutor) Executors.newFixedThreadPool(THREADS);
    private final HttpServer server;

    JdkServerUnderTest(ChatHttp http) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        executor.prestartAllCoreThreads();
        server.setExecutor(executor);
        server.createContext("/", new JdkChatHandler(http, executor));
        server.start();
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
