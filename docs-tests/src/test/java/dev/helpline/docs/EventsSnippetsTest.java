package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.outbox.DeliveryAttempt;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.core.outbox.Outbox;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.outbox.ChatEvent;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.outbox.DurableListener;
import dev.helpline.chat.spi.outbox.ErasureEvent;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.time.Await;
import dev.helpline.chat.webhook.WebhookListener;
import dev.helpline.chat.webhook.WebhookSecret;
import dev.helpline.chat.webhook.WebhookVerifier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
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
            for (DeliveryAttempt attempt : outbox.attempts("crm", 50)) {
                log.info(
                        "{} {} took {}, again at {}",
                        attempt.eventId(),
                        attempt.outcome(),
                        attempt.duration(),
                        attempt.nextAt());
            }
            for (Delivery delivery : outbox.undelivered("crm", null, 100)) {
                log.info(
                        "{} failed {} times, next at {}: {}",
                        delivery.eventId(),
                        delivery.attempts(),
                        delivery.dueAt(),
                        delivery.failure());
            }
            assertThat(outbox.undelivered("crm", null, 100)).hasSize(2);
        }
    }

    private final List<String> tickets = new CopyOnWriteArrayList<>();

    private void addTicket(String id, Session session) {
        assertThat(id).startsWith(session.id() + "/");
        tickets.add(id);
    }

    private void deleteTicketsOf(SessionId session) {
        tickets.removeIf(ticket -> ticket.startsWith(session + "/"));
    }

    @Test
    void other_systems_follow_an_erasure() {
        final class CrmListener implements DurableListener {
            @Override
            public void onEvent(ChatEvent event) {
                addTicket(event.id(), event.session());
            }

            @Override
            public void onErased(ErasureEvent event) {
                deleteTicketsOf(event.session());
            }
        }

        try (ChatEngine engine = ChatEngine.builder(store)
                .durableListener("crm", new CrmListener())
                .build()) {
            startAndEnd(engine);
            Await.until(() -> engine.outbox().counts("crm").waiting() == 0);
            assertThat(tickets).isNotEmpty();

            engine.privacy().erase(new CustomerId("carla"));

            Await.until(tickets::isEmpty);
        }
    }

    @Test
    void webhooks_are_sent_and_checked() {
        WebhookSecret secret =
                WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"); // WebhookSecret.random() makes one
        ChatEngine engine = ChatEngine.builder(store)
                .durableListener(
                        "crm-webhook",
                        WebhookListener.builder("https://crm.example.com/hooks/chat", secret)
                                .build())
                .build();
        try (engine) {
            assertThat(engine.durableListeners()).containsExactly("crm-webhook");
        }
        Map<String, String> headers = Map.of("webhook-id", "s/1", "webhook-timestamp", "1767603600");
        assertThat(statusOf(secret, new WebhookRequest(headers))).isEqualTo(401);
    }

    private static int statusOf(WebhookSecret secret, WebhookRequest request) {
        WebhookVerifier verifier = WebhookVerifier.of(secret);
        if (!verifier.isGenuine(
                request.header("webhook-id"),
                request.header("webhook-timestamp"),
                request.header("webhook-signature"),
                request.body())) {
            return 401;
        }
        return 204;
    }

    private record WebhookRequest(Map<String, String> headers) {
        @Nullable
        String header(String name) {
            return headers.get(name);
        }

        byte[] body() {
            return new byte[0];
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
