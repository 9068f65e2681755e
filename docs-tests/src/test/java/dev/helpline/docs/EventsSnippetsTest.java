package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.core.outbox.Outbox;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.time.Await;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The code of {@code docs/events.md}. */
class EventsSnippetsTest {
    private static final Logger log = LoggerFactory.getLogger(EventsSnippetsTest.class);

    private final ChatStore store = new MemoryChatStore();

    @Test
    void a_ticket_is_added_when_a_session_ends() {
        Crm crm = new Crm();

        ChatEngine engine = ChatEngine.builder(store)
                .durableListener("crm", event -> {
                    if (EventType.of(event.entry())
                            .filter(EventType.SESSION_ENDED::equals)
                            .isPresent()) {
                        crm.addTicket(event.id(), event.session());
                    }
                })
                .build();

        try (engine) {
            SessionId session = startAndEnd(engine);
            Await.until(() -> !crm.tickets.isEmpty());
            assertThat(crm.tickets).containsOnlyKeys(session + "/2");
        }
    }

    @Test
    void dead_letters_are_tried_again() {
        ChatEngine engine = ChatEngine.builder(store)
                .durableListener(
                        "crm",
                        event -> {
                            throw new IllegalStateException("the CRM is down");
                        },
                        DeliveryPolicy.builder().attempts(1).build())
                .build();
        try (engine) {
            startAndEnd(engine);
            Await.until(() -> engine.outbox().counts("crm").dead() == 2);

            Outbox outbox = engine.outbox();
            if (outbox.counts("crm").dead() > 0) {
                for (Delivery deadLetter : outbox.deadLetters("crm", null, 100)) {
                    log.warn("{} failed with {}", deadLetter, deadLetter.failure());
                    outbox.retry(deadLetter); // or discard(deadLetter)
                }
            }

            Await.until(() -> engine.outbox().counts("crm").dead() == 2);
        }
    }

    private static SessionId startAndEnd(ChatEngine engine) {
        var customer = engine.customer(Principal.customer("carla", "Carla"));
        SessionId session = customer.start(StartSession.PLAIN).session().id();
        customer.end(EndSession.of(session));
        return session;
    }

    private static final class Crm {
        private final Map<String, Session> tickets = new ConcurrentHashMap<>();

        void addTicket(String id, Session session) {
            tickets.put(id, session);
        }
    }
}
