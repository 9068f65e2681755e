package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.inbox.InboxCommands;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.store.jdbc.ChatInbox;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import dev.helpline.chat.testkit.time.Await;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The code of {@code docs/transactions.md}. */
class TransactionsSnippetsTest {
    private static final Logger log = LoggerFactory.getLogger(TransactionsSnippetsTest.class);

    @Test
    void an_order_and_its_chat_are_one() throws SQLException {
        DataSource dataSource = database();
        Orders orders = new Orders();
        orders.create(dataSource);
        Principal customer = Principal.customer("ada", "Ada");

        // spotless:off
        JdbcChatStore store = JdbcChatStore.builder(dataSource).build();
        ChatInbox inbox = store.inbox();
        ChatEngine engine = ChatEngine.builder(store)
                .inbox(refused -> log.warn("{}: {}", refused, refused.failure()))
                .build();

        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            orders.insert(connection, "4711");
            SessionId session = new SessionId("order-4711");
            inbox.add(connection, InboxCommands.start(customer, StartSession.withId(session)));
            inbox.add(connection, InboxCommands.send(Voice.SYSTEM, SendMessage.of(session, new EntryId("order-4711-paid"), "Order 4711 was paid.")));
            connection.commit();
        }
        engine.inbox().look();
        // spotless:on

        try (store;
                engine) {
            Await.until(() -> engine.inbox().counts().waiting() == 0);
            assertThat(engine.host()
                            .messages(MessagesQuery.page(new SessionId("order-4711"), 1, 10))
                            .messages())
                    .extracting(Entry::text)
                    .containsExactly("Order 4711 was paid.");
        }
    }

    private static DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;WRITE_DELAY=0");
        return database;
    }

    private static final class Orders {
        void create(DataSource dataSource) throws SQLException {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement table = connection.prepareStatement("create table orders (id varchar(64))")) {
                table.executeUpdate();
            }
        }

        void insert(Connection connection, String id) throws SQLException {
            try (PreparedStatement row = connection.prepareStatement("insert into orders (id) values (?)")) {
                row.setString(1, id);
                row.executeUpdate();
            }
        }
    }
}
