package dev.helpline.chat.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.inbox.InboxCommands;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.time.Await;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * A host that takes orders, each in a transaction with what the chat is to do about it, which it rolls back now and then, and an engine that
 * carries that out, until the process is killed. Each caller is at most a few orders ahead of the engine. Prints the id of each order that was committed. Arguments: the kind of database and its URL or
 * file, the number of the round, and a prefix of orders.
 */
final class OrderingMain {
    static final int MESSAGES = 3;
    private static final int CALLERS = 3;
    private static final int ORDERS_AHEAD = 5;

    /** Long enough for a machine that does much else. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private OrderingMain() {}

    public static void main(String[] arguments) {
        DataSource pool = pool(arguments[0], arguments[1]);
        JdbcChatStore store = JdbcChatStore.builder(pool).build();
        ChatEngine engine = engineOver(store, Integer.parseInt(arguments[2]));
        IntStream.range(0, CALLERS)
                .forEach(i -> new Thread(() -> order(pool, store, engine, arguments[3] + "-" + i)).start());
    }

    static DataSource pool(String kind, String where) {
        if (kind.equals("file")) {
            return HostDatabase.at("jdbc:h2:file:" + Path.of(where) + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE")
                    .pool();
        }
        HikariDataSource pool = ServerPools.pool(where);
        pool.setMaximumPoolSize(8);
        return pool;
    }

    /** An engine whose clock is so far ahead that the lease of the round before has ended. */
    static ChatEngine engineOver(ChatStore store, int round) {
        Duration ahead = Duration.ofSeconds(20L * round);
        return ChatEngine.builder(store)
                .clock(() -> Instant.now().plus(ahead))
                .inbox(
                        refused -> {},
                        DeliveryPolicy.builder()
                                .firstPause(Duration.ofMillis(20))
                                .build())
                .build();
    }

    private static void order(DataSource pool, JdbcChatStore store, ChatEngine engine, String name) {
        ChatInbox inbox = store.inbox();
        Random random = new Random(name.hashCode());
        for (int i = 0; ; i++) {
            String id = name + "-" + i;
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                order(connection, inbox, id);
                if (random.nextInt(4) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    System.out.print(id + "\n");
                    System.out.flush();
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
            engine.inbox().look();
            if (i % ORDERS_AHEAD == 0) {
                Await.until(() -> store.commandsOf(new SessionId(id), 1).isEmpty(), PATIENCE);
            }
        }
    }

    private static void order(Connection connection, ChatInbox inbox, String id) throws SQLException {
        SessionId session = new SessionId(id);
        inbox.add(connection, InboxCommands.start(Principal.customer("c-" + id, null), StartSession.withId(session)));
        try (PreparedStatement order = connection.prepareStatement("insert into orders (id) values (?)")) {
            order.setString(1, id);
            order.executeUpdate();
        }
        for (int i = 0; i < MESSAGES; i++) {
            inbox.add(
                    connection,
                    InboxCommands.send(Voice.SYSTEM, SendMessage.of(session, new EntryId("m" + i), "message " + i)));
        }
        inbox.add(connection, InboxCommands.end(new EntryId("end"), EndSession.of(session)));
    }
}
