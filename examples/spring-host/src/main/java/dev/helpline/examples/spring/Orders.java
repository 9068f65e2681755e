package dev.helpline.examples.spring;

import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.inbox.InboxCommands;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spring.SpringChatInbox;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The orders of the shop, each with a conversation about it. */
@Service
class Orders {
    private final JdbcTemplate database;
    private final SpringChatInbox chat;

    Orders(JdbcTemplate database, SpringChatInbox chat) {
        this.database = database;
        this.chat = chat;
    }

    /**
     * Places an order and starts the conversation about it, in one transaction: either both happen, or neither does.
     *
     * @throws OutOfStockException if there is none of the item; rolls back the order and its conversation
     */
    @Transactional
    Order place(Principal customer, String item) {
        Order order = new Order(UUID.randomUUID().toString(), customer.id(), item);
        database.update(
                "insert into orders (id, customer, item) values (?, ?, ?)", order.id(), order.customer(), order.item());
        chat.add(InboxCommands.start(customer, StartSession.withId(order.conversation())));
        chat.add(InboxCommands.send(
                Voice.SYSTEM,
                SendMessage.of(
                        order.conversation(),
                        new EntryId(order.id() + "-placed"),
                        "Your order was placed: " + item + ".")));
        takeFromStock(item);
        return order;
    }

    private void takeFromStock(String item) {
        int taken = database.update("update stock set pieces = pieces - 1 where item = ? and pieces > 0", item);
        if (taken == 0) {
            throw new OutOfStockException(item);
        }
    }

    /** Returns the orders of a customer, by id. */
    List<Order> of(Principal customer) {
        return database.query(
                "select id, customer, item from orders where customer = ? order by id",
                (row, number) -> new Order(row.getString("id"), row.getString("customer"), row.getString("item")),
                customer.id());
    }
}
