package dev.helpline.examples.jetty;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.ChatHttp;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.RequestAuthenticator;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shop: its database, the chat over the same database, and one web server for both. */
public final class JettyHost implements AutoCloseable {
    private static final String EMBEDDED_DATABASE =
            "jdbc:h2:file:./data/jetty-shop;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    private static final Logger LOG = LoggerFactory.getLogger(JettyHost.class);

    private final HikariDataSource database;
    private final JdbcChatStore store;
    private final ChatEngine engine;
    private final WebServer server;

    private JettyHost(HikariDataSource database, int port) {
        this.database = database;
        store = JdbcChatStore.builder(database).build();
        engine = ChatEngine.builder(store)
                .policy(ChatPolicy.builder().maxOpenSessions(100).build()) // each order is a conversation
                // the order stays; an employee of the shop looks at what the chat refused
                .inbox(refused -> LOG.warn("the chat refused {}: {}", refused, refused.failure()))
                .build();
        server = new WebServer(port, new Users(), new Orders(database, store.inbox(), engine.inbox()), chat(engine));
    }

    /** Customers and agents are the users of the shop; there are no tokens. */
    private static ChatHttp chat(ChatEngine engine) {
        return ChatHttp.builder(engine, Authenticator.rejectingAll(), Authenticator.rejectingAll())
                .customerRequests(RequestAuthenticator.ofUserPrincipal(user -> ((User) user).asCustomer()))
                .agentRequests(RequestAuthenticator.ofUserPrincipal(user -> ((User) user).asAgent()))
                .build();
    }

    /**
     * Starts the shop on port {@code PORT}, 8080 by default, over the database at the JDBC URL {@code SHOP_DATABASE}, by default one in the
     * folder {@code data}.
     */
    public static void main(String[] args) {
        try {
            JettyHost shop = start(
                    System.getenv().getOrDefault("SHOP_DATABASE", EMBEDDED_DATABASE),
                    Integer.parseInt(System.getenv().getOrDefault("PORT", "8080")));
            Runtime.getRuntime().addShutdownHook(new Thread(shop::close, "shop-shutdown"));
            System.out.println("The shop listens on http://localhost:" + shop.port());
        } catch (Exception e) {
            System.err.println("The shop was not started: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Starts a shop. */
    static JettyHost start(String databaseUrl, int port) throws Exception {
        JettyHost shop = over(connect(databaseUrl), port);
        try {
            shop.server.start();
            return shop;
        } catch (Exception e) {
            shop.close();
            throw e;
        }
    }

    private static HikariDataSource connect(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        return new HikariDataSource(config);
    }

    private static JettyHost over(HikariDataSource database, int port) throws SQLException {
        try {
            Orders.createTables(database);
            return new JettyHost(database, port);
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** The port on which the shop listens. */
    int port() {
        return server.port();
    }

    /** Stops the shop. The engine goes first, so that the calls that wait get their replies from a server that still runs. */
    @Override
    public void close() {
        engine.close(Duration.ofSeconds(10));
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the web server did not stop cleanly", e);
        }
        store.close();
        database.close();
    }
}
