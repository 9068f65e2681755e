package dev.helpline.chat.web;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.canned.SaveCannedResponse;
import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.canned.CannedActions;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Topic;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a shop that sells tea looks like on a real day, for pictures. */
final class DemoDay {
    /** The customer whose conversation is shown. */
    static final String CUSTOMER = "Noor Haddad";

    private final ShopServer shop;
    private final AgentDesk sarah;
    private final AgentDesk ben;
    private final SessionId shown;

    private DemoDay(ShopServer shop) {
        this.shop = shop;
        sarah = shop.agent("sarah", "Sarah Lindqvist");
        ben = shop.agent("ben", "Ben Okafor");
        responses();
        earlier();
        shown = conversation();
        others();
    }

    static DemoDay in(ShopServer shop) {
        return new DemoDay(shop);
    }

    void customerTypes() {
        customer(CUSTOMER).typing(shown, true);
    }

    void end() {
        sarah.end(EndSession.builder(shown)
                .outcome(Outcome.RESOLVED)
                .reason("Comes tomorrow")
                .build());
    }

    private void responses() {
        response("hi", "Greeting", "Hello {{customer.name|there}}, I am {{agent.name}}. How can I help you?");
        response("moment", "One moment", "One moment please, I am looking it up.");
        response(
                "track",
                "Where a parcel is",
                "Your order {{session.externalRef|}} is on its way and arrives within two working days.");
        response(
                "return",
                "How to return",
                "Put it back into its box, print the label from your account, and hand it to the carrier.");
        sarah.cannedResponses()
                .save(SaveCannedResponse.builder(
                                new CannedResponseId("refund"),
                                "refund",
                                "We are sorry, {{customer.name|}}. You have the money back within three days.")
                        .title("Refund and end")
                        .actions(CannedActions.builder()
                                .note("Pay back {{session.externalRef|the order}}")
                                .addTags(List.of("refund"))
                                .end(Outcome.RESOLVED, null)
                                .build())
                        .build());
        response("bye", "Good-bye", "Thank you for writing to us, {{customer.name|and}} have a good day!");
    }

    private void response(String shortcut, String title, String text) {
        sarah.cannedResponses()
                .save(SaveCannedResponse.builder(new CannedResponseId(shortcut), shortcut, text)
                        .title(title)
                        .build());
    }

    private void earlier() {
        SessionId past = start(CUSTOMER, topic("A gift card", "payment", "A-1502"), "Can I pay with two gift cards?");
        ben.send(SendMessage.of(past, "Yes, one after the other at the till."));
        ben.end(EndSession.builder(past).outcome(Outcome.RESOLVED).build());
    }

    private SessionId conversation() {
        Topic topic = topic("Order A-1741", "delivery", "A-1741").toBuilder()
                .context("{\"order\":{\"number\":\"A-1741\",\"total\":\"48.00 EUR\"},\"app\":\"Web 4.2\"}")
                .build();
        SessionId session = start(CUSTOMER, topic, "Good morning! My teapot should have been here yesterday.");
        CustomerChat noor = customer(CUSTOMER);
        noor.send(SendMessage.of(session, "Can you see where it is?"));
        sarah.send(SendMessage.of(session, "Good morning, Noor. One moment please, I am looking it up."));
        sarah.send(SendMessage.of(
                session, "It left our workshop on Wednesday and is out for delivery: https://carrier.example/A-1741"));
        ben.note(AddNote.of(session, "The carrier's driver has her bell's name wrong, I told them."));
        noor.send(SendMessage.of(session, "Oh, lovely. Can the carrier leave it with the neighbours?"));
        sarah.send(SendMessage.of(session, "Yes. I have told them: second floor, on the left."));
        return session;
    }

    private void others() {
        start(
                "Jonas Weber",
                topic("Cup with a crack", "returns", "A-1688"),
                "One of the two cups has a crack. Do I have to send both back?");
        start(
                "Priya Raman",
                topic("Which tea for a cold brew?", "advice", null),
                "Hi, which of your teas would you take for a cold brew?");
        start(
                "Maximiliane von Hohenstein-Oberndorff",
                topic("Lieferadresse ändern", "delivery", "A-1733"),
                "Guten Tag, ich habe die falsche Adresse angegeben.");
        start("Kenji Mori", urgent("Wrong amount charged"), "I was charged twice for order A-1719!");
        start("ليلى منصور", topic("استبدال", "returns", "A-1695"), "مرحبًا، هل يمكنني استبدال الإبريق؟");
        SessionId invoice = start(
                "Lucia Ortega",
                topic("Invoice", "payment", "A-1702"),
                "I need the invoice with our company's address.");
        sarah.send(SendMessage.of(invoice, "Gladly. Which address is it?"));
        customer("Lucia Ortega").send(SendMessage.of(invoice, "Ortega S.L., Calle Mayor 5, Madrid"));
        SessionId hold = start("Tom Baker", topic("Broken lid", "returns", "A-1650"), "The lid arrived broken.");
        sarah.send(SendMessage.of(hold, "I am sorry! Could you send us a photo of it?"));
        sarah.hold(hold);
        SessionId team = start("Amelie Laurent", topic("Opening hours", null, null), "Is your shop open on Sunday?");
        ben.send(SendMessage.of(team, "Yes, from ten to five."));
    }

    private SessionId start(String name, Topic topic, String text) {
        CustomerChat customer = customer(name);
        SessionId session = customer.start(StartSession.builder()
                        .topic(topic)
                        .email(idOf(name) + "@shop.example")
                        .build())
                .session()
                .id();
        customer.send(SendMessage.of(session, text));
        return session;
    }

    private CustomerChat customer(String name) {
        return shop.customerNamed(idOf(name), name);
    }

    private static String idOf(String name) {
        String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", ".");
        return id.equals(".") ? "layla" : id;
    }

    private static Topic topic(String subject, @Nullable String category, @Nullable String order) {
        return Topic.builder()
                .subject(subject)
                .category(category)
                .externalRef(order)
                .locale("en-GB")
                .build();
    }

    private static Topic urgent(String subject) {
        return topic(subject, "payment", "A-1719").toBuilder()
                .requestedPriority(Priority.URGENT)
                .build();
    }
}
