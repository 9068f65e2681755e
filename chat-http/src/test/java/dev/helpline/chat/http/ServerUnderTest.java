package dev.helpline.chat.http;

import java.net.URI;

/** A real server that serves the chat on the loopback address. */
interface ServerUnderTest extends AutoCloseable {
    int port();

    @Override
    void close();

    default URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
    }

    /** The servers that have an adapter. */
    enum Kind {
        JDK,
        JETTY;

        ServerUnderTest start(ChatHttp http) {
            return switch (this) {
                case JDK -> new JdkServerUnderTest(http);
                case JETTY -> new JettyServerUnderTest(http);
            };
        }
    }
}
