package dev.helpline.examples.desk;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.canned.SaveCannedResponse;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.canned.CannedActions;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a newcomer finds at the agents' desk: a few conversations of a shop, and canned responses. Only for a desk with generated keys. */
final class DemoConversations {
    /** The agents of the demo. */
    static final Principal SARAH = Principal.agent("sarah", Role.SUPERVISOR, "Sarah", "Customer Service");

    static final Principal BEN = Principal.agent("ben", Role.AGENT, "Ben", "Customer Service");

    private static final Logger LOG = LoggerFactory.getLogger(DemoConversations.class);

    private final ChatEngine engine;
    private final AgentDesk sarah;
    private final AgentDesk ben;

    private DemoConversations(ChatEngine engine) {
        this.engine = engine;
        this.sarah = engine.agent(SARAH);
        this.ben = engine.agent(BEN);
    }

    /** Adds them at the first start over a database. A policy that does not let them in, such as one with a pre-chat form, is no failure. */
    static void addTo(ChatEngine engine) {
        try {
            DemoConversations demo = new DemoConversations(engine);
            if (demo.sarah.cannedResponses().list().isEmpty()) {
                demo.responses();
                demo.conversations();
            }
        } catch (ChatException e) {
            LOG.warn("there are no demo conversations: {}", e.getMessage());
        }
    }

    private void responses() {
        save("hi", "Greeting", "Hello {{customer.name|there}}, I am {{agent.name}}. How can I help you?");
        save("moment", "One moment", "One moment please, I am looking it up.");
        sarah.cannedResponses()
                .save(SaveCannedResponse.builder(
                                new CannedResponseId("demo-refund"),
                                "refund",
                                "You will get the money for {{session.externalRef|your order}} back within three days, {{customer.name|and we are sorry}}.")
                        .title("Refund and end")
                        .actions(CannedActions.builder()
                                .note("Pay back {{session.externalRef|the order}}")
                                .addTags(List.of("refund"))
                                .end(Outcome.RESOLVED, null)
                                .build())
                        .build());
        save(
                "track",
                "Where a parcel is",
                "Your order {{session.externalRef|}} is on its way. It arrives within two working days.");
        save("bye", "Good-bye", "Thank you for writing to us, {{customer.name|and}} have a good day!");
    }

    private void save(String shortcut, String title, String text) {
        sarah.cannedResponses()
                .save(SaveCannedResponse.builder(new CannedResponseId("demo-" + shortcut), shortcut, text)
                        .title(title)
                        .build());
    }

    private void conversations() {
        SessionId teapot = asks(
                "noor",
                "Noor Haddad",
                topic("Order A-1741", "delivery", "A-1741"),
                List.of("Good morning! My teapot should have been here yesterday.", "Can you see where it is?"));
        sarah.send(SendMessage.of(teapot, "Good morning, Noor. One moment please, I am looking it up."));
        asks(
                "jonas",
                "Jonas Weber",
                topic("Cup with a crack", "returns", "A-1688"),
                List.of("One of the two cups has a crack. Do I have to send both back?"));
        asks(
                "priya",
                "Priya Raman",
                topic("Which tea for a cold brew?", "advice", null),
                List.of("Hi, which of your teas would you take for a cold brew?"));
        SessionId invoice = asks(
                "lucia",
                "Lucia Ortega",
                topic("Invoice", "payment", "A-1702"),
                List.of("I need the invoice with our company's address."));
        ben.send(SendMessage.of(invoice, "Gladly. Which address is it?"));
        SessionId thanks = asks(
                "tom", "Tom Baker", topic("Order A-1650", "delivery", "A-1650"), List.of("It has arrived, thank you!"));
        sarah.send(SendMessage.of(thanks, "Lovely. Enjoy it, Tom!"));
        sarah.end(EndSession.builder(thanks).outcome(Outcome.RESOLVED).build());
    }

    private SessionId asks(String id, String name, Topic topic, List<String> messages) {
        CustomerChat customer = engine.customer(Principal.builder(Role.CUSTOMER, id)
                .name(name)
                .email(id + "@shop.example")
                .build());
        SessionId session = customer.start(StartSession.builder()
                        .id(new SessionId("demo-" + id))
                        .topic(topic)
                        .build())
                .session()
                .id();
        messages.forEach(text -> customer.send(SendMessage.of(session, text)));
        return session;
    }

    private static Topic topic(String subject, String category, @Nullable String order) {
        return Topic.builder()
                .subject(subject)
                .category(category)
                .externalRef(order)
                .locale("en")
                .build();
    }
}
