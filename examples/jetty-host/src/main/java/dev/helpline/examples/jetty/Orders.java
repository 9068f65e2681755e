package dev.helpline.examples.jetty;

import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.inbox.Inbox;
import dev.helpline.chat.core.inbox.InboxCommands;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.store.jdbc.ChatInbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The orders of the shop, each with a conversation about it. */
final class Orders {
    private final DataSource database;
    private final ChatInbox chat;
    private final Inbox carriedOutBy;

    Orders(DataSource database, ChatInbox chat, Inbox carriedOutBy) {
        this.database = database;
        this.chat = chat;
        this.carriedOutBy = carriedOutBy;
    }

    /** Creates the tables of the shop, if they are missing. */
    static void createTables(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists orders (id varchar(36) not null primary key,"
                    + " customer varchar(64) not null, item varchar(64) not null)");
            statement.execute("create table if not exists stock (item varchar(64) not null primary key,"
                    + " pieces int not null)");
            statement.execute("insert into stock (item, pieces) select 'kettle', 100"
                    + " where not exists (select 1 from stock where item = 'kettle')");
        }
    }

    /**
     * Places an order and starts the conversation about it, in one transaction: either both happen, or neither does.
     *
     * @throws OutOfStockException if there is none of the item; rolls back the order and its conversation
     */
    Order place(Principal customer, String item) throws SQLException, OutOfStockException {
        Order order = new Order(UUID.randomUUID().toString(), customer.id(), item);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                insert(connection, order);
                chat.add(connection, InboxCommands.start(customer, StartSession.withId(order.conversation())));
                chat.add(
                        connection,
                        InboxCommands.send(
                                Voice.SYSTEM,
                                SendMessage.of(
                                        order.conversation(),
                                        new EntryId(order.id() + "-placed"),
                                        "Your order was placed: " + item + ".")));
                takeFromStock(connection, item);
                connection.commit();
            } catch (SQLException | RuntimeException | OutOfStockException e) {
                connection.rollback();
                throw e;
            }
        }
        carriedOutBy.look(); // at once, and not within two seconds
        return order;
    }

    private static void insert(Connection connection, Order order) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into orders (id, customer, item) values (?, ?, ?)")) {
            statement.setString(1, order.id());
            statement.setString(2, order.customer());
            statement.setString(3, order.item());
            statement.executeUpdate();
        }
    }

    private static void takeFromStock(Connection connection, String item) throws SQLException, OutOfStockException {
        try (PreparedStatement statement =
                connection.prepareStatement("update stock set pieces = pieces - 1 where item = ? and pieces > 0")) {
            statement.setString(1, item);
            if (statement.executeUpdate() == 0) {
                throw new OutOfStockException(item);
            }
        }
    }

    /** Returns the orders of a customer, by id. */
    List<Order> of(Principal customer) throws SQLException {
        List<Order> orders = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select id, customer, item from orders where customer = ? order by id")) {
            statement.setString(1, customer.id());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    orders.add(new Order(row.getString("id"), row.getString("customer"), row.getString("item")));
                }
            }
        }
        return orders;
    }
}
