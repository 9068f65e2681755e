package dev.helpline.chat.http.testkit;

import com.sun.net.httpserver.HttpServer;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.jdk.JdkChatHandler;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.testkit.engine.HelplineExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test a {@link ChatHttp} behind the JDK's HTTP server, on a free port of the loopback address, over the engine of a
 * {@link HelplineExtension}; stops the server and closes the engine after the test:
 *
 * <pre>{@code
 * @RegisterExtension
 * final ChatServerExtension server = ChatServerExtension.builder(new HelplineExtension()).build();
 *
 * HelplineClient app = HelplineClient.builder(server.baseUrl().toString())
 *         .tokens(() -> token)   // token = server.token(Principal.customer("carla", "Carla"))
 *         .build();
 * }</pre>
 *
 * <p>Register this extension only: it runs the other one, which is reached through {@link #helpline()}. Server and engine go by the
 * same scripted time, so a poll that waits returns only when something happens or the test lets time pass.
 */
public final class ChatServerExtension implements BeforeEachCallback, AfterEachCallback {
    private final HelplineExtension helpline;
    private final Consumer<ChatHttp.Builder> http;
    private @Nullable Running running;

    private record Running(TestTokens tokens, ChatHttp http, HttpServer server, ExecutorService threads) {}

    private ChatServerExtension(Builder builder) {
        helpline = builder.helpline;
        http = builder.http;
    }

    /** Starts one over the engine of {@code helpline}, which is not registered itself. */
    public static Builder builder(HelplineExtension helpline) {
        return new Builder(helpline);
    }

    /** The extension with the engine, the store, the ids and the time of the running test. */
    public HelplineExtension helpline() {
        return helpline;
    }

    /** Where the server of the running test listens: {@code http}, an address and a port, and the path {@code /}. */
    public URI baseUrl() {
        InetSocketAddress address = running().server().getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/");
    }

    /** The handler behind the server of the running test. */
    public ChatHttp http() {
        return running().http();
    }

    /**
     * Returns a new bearer token of this caller, which the server accepts until the test ends: a customer's on the calls of
     * customers, an agent's on the calls of agents.
     *
     * @throws IllegalArgumentException if the principal is anonymous, and so has no token
     */
    public String token(Principal principal) {
        if (principal.role() == Role.ANONYMOUS) {
            throw new IllegalArgumentException("principal must not be anonymous");
        }
        return running().tokens().issue(principal);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        helpline.beforeEach(context);
        try {
            running = start();
        } catch (RuntimeException | Error failed) {
            helpline.afterEach(context);
            throw failed;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Running ended = running();
        running = null;
        helpline.engine().close();
        ended.server().stop(0);
        ended.threads().shutdownNow();
        helpline.afterEach(context);
    }

    private Running start() {
        TestTokens tokens = new TestTokens();
        ChatHttp.Builder settings = ChatHttp.builder(helpline.engine(), tokens.customers(), tokens.agents())
                .clock(helpline.time())
                .scheduler(helpline.time());
        http.accept(settings);
        ChatHttp handler = settings.build();
        HttpServer server = listening();
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", new JdkChatHandler(handler, threads));
        server.start();
        return new Running(tokens, handler, server, threads);
    }

    private static HttpServer listening() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private Running running() {
        return Objects.requireNonNull(running, "there is a server only while a test runs");
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final HelplineExtension helpline;
        private Consumer<ChatHttp.Builder> http = settings -> {};

        private Builder(HelplineExtension helpline) {
            this.helpline = Objects.requireNonNull(helpline, "helpline");
        }

        /** Changes the settings of each test's {@link ChatHttp}, such as its limits. Default: changes nothing. */
        public Builder http(Consumer<ChatHttp.Builder> value) {
            http = Objects.requireNonNull(value, "http");
            return this;
        }

        /** Makes the extension; the builder can be used again. */
        public ChatServerExtension build() {
            return new ChatServerExtension(this);
        }
    }
}
