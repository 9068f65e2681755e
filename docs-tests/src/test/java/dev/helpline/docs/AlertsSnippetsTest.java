package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.alert.AlertSettings;
import dev.helpline.chat.core.hours.WeeklyHours;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.ServiceLevel;
import dev.helpline.chat.core.policy.SlaPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.mail.MailNotifier;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.notify.AlertChannel;
import dev.helpline.chat.spi.notify.AlertType;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.notify.QuietHours;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.SlaTarget;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.time.Await;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/alerts.md}. */
class AlertsSnippetsTest {
    /** A push service. */
    private interface Push {
        void send(String agent, String text);
    }

    @Test
    void agents_who_are_away_get_alerts() {
        ChatStore store = new MemoryChatStore();
        Queue<String> sent = new ConcurrentLinkedQueue<>();
        Push push = (agent, text) -> sent.add(agent + ": " + text);

        ChatEngine engine = ChatEngine.builder(store)
                .notifier(alert -> push.send(
                        alert.recipient().id().value(),
                        alert.type() + " in " + alert.session().id()))
                .build();

        try (engine) {
            engine.agent(Principal.agent("anna", Role.AGENT, null, null)).choosePresence(Presence.AWAY);
            engine.agent(Principal.agent("bert", Role.AGENT, null, null)).choosePresence(Presence.ONLINE);
            SessionId session = engine.customer(Principal.customer("carla", "Carla"))
                    .start(StartSession.PLAIN)
                    .session()
                    .id();
            Await.until(() -> !sent.isEmpty());
            assertThat(sent).containsExactly("anna: WAITING in " + session);
        }
    }

    @Test
    void agents_choose_their_alerts() {
        Principal anna = Principal.agent("anna", Role.SUPERVISOR, null, null);
        try (ChatEngine engine = ChatEngine.builder(new MemoryChatStore()).build()) {
            AlertSettings settings = engine.agent(anna).alertSettings();
            settings.save(settings.find().toBuilder()
                    .channels(AlertType.ESCALATED, Set.of(AlertChannel.PUSH))
                    .quietHours(QuietHours.of(ZoneId.of("Europe/Berlin"), LocalTime.of(19, 0), LocalTime.of(8, 0)))
                    .build());

            assertThat(settings.find().channels(AlertType.ESCALATED)).containsExactly(AlertChannel.PUSH);
            assertThat(settings.find().channels(AlertType.MENTIONED)).hasSize(2);
        }
    }

    @Test
    void agents_get_mails() {
        ChatStore store = new MemoryChatStore();
        String password = "secret";

        MailNotifier mail = MailNotifier.builder("smtp.example.com", 587, "desk@example.com")
                .signIn("desk", password)
                .desk(URI.create("https://example.com/desk"))
                .types(Set.of(AlertType.ASSIGNED, AlertType.MENTIONED, AlertType.WAITING_TOO_LONG))
                .build();
        ChatEngine engine = ChatEngine.builder(store).notifier(mail).build();

        try (engine) {
            assertThat(engine.droppedAlerts()).isZero();
        }
    }

    @Test
    void an_engine_keeps_service_levels() {
        ChatStore store = new MemoryChatStore();
        ChatListener alarm = new ChatListener() {};

        SlaPolicy sla = SlaPolicy.builder()
                .hours(WeeklyHours.builder(ZoneId.of("Europe/Berlin"))
                        .open(DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(17, 30))
                        .open(DayOfWeek.TUESDAY, LocalTime.of(9, 0), LocalTime.of(17, 30))
                        .closed(LocalDate.of(2026, 12, 25))
                        .build())
                .level(ServiceLevel.builder()
                        .firstResponse(Duration.ofMinutes(10))
                        .resolution(Duration.ofHours(8))
                        .build())
                .level(
                        Priority.URGENT,
                        ServiceLevel.builder()
                                .assignment(Duration.ofMinutes(2))
                                .firstResponse(Duration.ofMinutes(5))
                                .build())
                .build();
        ChatEngine engine = ChatEngine.builder(store)
                .policy(ChatPolicy.builder().sla(sla).build())
                .listener(alarm)
                .build();

        try (engine) {
            assertThat(engine.customer(Principal.customer("carla", "Carla"))
                            .start(StartSession.PLAIN)
                            .session()
                            .sla())
                    .containsKeys(SlaTarget.FIRST_RESPONSE, SlaTarget.RESOLUTION);
        }
    }
}
