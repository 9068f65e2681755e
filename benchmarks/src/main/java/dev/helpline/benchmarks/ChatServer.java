package dev.helpline.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.http.servlet.ChatServlet;
import dev.helpline.chat.jwt.JwtAuthenticators;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import dev.helpline.chat.store.jdbc.PostgresClusterBus;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A server in a process of its own, so that its processor time can be told from the load generator's. It serves the chat as the
 * support desk does with its limits switched off, and a constant reply from the same Jetty. {@link ChatServerProcess} starts it, and
 * controls it over standard input and output, a line for a line; it ends with its input.
 */
public final class ChatServer {
    /** The URL for the store in memory. */
    static final String MEMORY = "memory";

    /** Asks how often a connection was borrowed from the pool. */
    static final String BORROWED = "borrowed";

    /** Sets a constant reply: this word, the path, and the reply as JSON. */
    static final String CONSTANT = "constant";

    /** Asks for the memory that is left on the heap after a garbage collection, in bytes. */
    static final String HEAP = "heap";

    /** Asks how many requests wait for news: polls of the chat, and requests at mailboxes. */
    static final String PARKED = "parked";

    /** Replies to all requests that wait at mailboxes. */
    static final String RELEASE = "release";

    private static final int MAX_CONNECTIONS = 10;
    private static final int COLLECTIONS = 3;
    private static final Limit UNLIMITED = new Limit(Integer.MAX_VALUE, Duration.ofMinutes(1));

    private ChatServer() {}

    /** Takes the URL of the database and the keys of customers' and agents' tokens. Prints its port when it listens. */
    public static void main(String[] args) throws Exception {
        AtomicLong borrowed = new AtomicLong();
        if (args[0].equals(MEMORY)) {
            try (ChatStore store = new MemoryChatStore();
                    ChatEngine engine = engine(store).build()) {
                serve(engine, authenticators(args), borrowed);
            }
        } else {
            try (HikariDataSource pool = pool(args[0], borrowed);
                    JdbcChatStore store = JdbcChatStore.builder(pool).build();
                    ClusterBus bus = bus(args[0]);
                    ChatEngine engine = bus == null
                            ? engine(store).build()
                            : engine(store).clusterBus(bus).build()) {
                serve(engine, authenticators(args), borrowed);
            }
        }
    }

    private static ChatEngine.Builder engine(ChatStore store) {
        return ChatEngine.builder(store)
                .policy(ChatPolicy.builder()
                        .customerMessages(null)
                        .agentMessages(null)
                        .newSessions(null)
                        .build());
    }

    private static HikariDataSource pool(String url, AtomicLong borrowed) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(MAX_CONNECTIONS);
        return new HikariDataSource(config) {
            @Override
            public Connection getConnection() throws SQLException {
                borrowed.incrementAndGet();
                return super.getConnection();
            }
        };
    }

    private static @Nullable ClusterBus bus(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            return null;
        }
        PGSimpleDataSource unpooled = new PGSimpleDataSource();
        unpooled.setUrl(url);
        return PostgresClusterBus.builder(unpooled).build();
    }

    private static JwtAuthenticators authenticators(String[] args) {
        return JwtAuthenticators.of(args[1].getBytes(StandardCharsets.UTF_8), args[2].getBytes(StandardCharsets.UTF_8));
    }

    private static void serve(ChatEngine engine, JwtAuthenticators tokens, AtomicLong borrowed) throws Exception {
        ChatHttp chat = ChatHttp.builder(engine, tokens.customers(), tokens.agents())
                .unauthenticatedCalls(UNLIMITED)
                .notFoundCalls(UNLIMITED)
                .customerReads(UNLIMITED)
                .agentReads(UNLIMITED)
                .build();
        ConstantServlet constant = new ConstantServlet();
        MailboxServlet mailboxes = new MailboxServlet();
        Server server = new Server();
        server.addConnector(connector(server));
        server.setHandler(context(chat, constant, mailboxes));
        server.start();
        try {
            System.out.println(((ServerConnector) server.getConnectors()[0]).getLocalPort());
            obey(chat, constant, mailboxes, borrowed);
        } finally {
            server.stop();
        }
    }

    private static ServerConnector connector(Server server) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setIdleTimeout(Duration.ofSeconds(60).toMillis());
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        return connector;
    }

    private static ServletContextHandler context(ChatHttp http, ConstantServlet constant, MailboxServlet mailboxes) {
        ServletHolder servlet = new ServletHolder(new ChatServlet(http));
        servlet.setAsyncSupported(true);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.addServlet(servlet, "/*");
        context.addServlet(new ServletHolder(constant), "/constant/*");
        ServletHolder mailbox = new ServletHolder(mailboxes);
        mailbox.setAsyncSupported(true);
        context.addServlet(mailbox, "/mailbox/*");
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        return context;
    }

    private static void obey(ChatHttp chat, ConstantServlet constant, MailboxServlet mailboxes, AtomicLong borrowed)
            throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ObjectMapper mapper = new ObjectMapper();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 3);
            long reply = 0;
            switch (words[0]) {
                case BORROWED -> reply = borrowed.get();
                case CONSTANT -> constant.reply(words[1], mapper.readValue(words[2], ConstantServlet.Reply.class));
                case HEAP -> reply = usedHeap();
                case PARKED -> reply = chat.waitingPolls() + mailboxes.parked();
                case RELEASE -> mailboxes.release();
                default -> throw new IllegalArgumentException("no such command: " + line);
            }
            System.out.println(reply);
        }
    }

    /** Returns the memory that is left on the heap after a garbage collection, in bytes. */
    static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc(); // more than once, since references are cleared and queued by one and freed by the next
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
