package dev.helpline.chat.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.testkit.fault.FaultyStore;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The meters whose numbers are in the store: first looked at before there was anything, and again after an agent has answered a customer. */
class StoredNumbersTest {
    private static final SessionId SESSION = new SessionId("s-1");

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final FaultyStore store = new FaultyStore(new MemoryChatStore());
    private final ChatEngine engine = ChatEngine.builder(store)
            .durableListener("crm", event -> {
                throw new IllegalStateException("it does not take " + event);
            })
            .build();

    @BeforeEach
    void talk() {
        new HelplineMeters(registry).watch(engine, Runnable::run);
        CustomerChat carla = engine.customer(Principal.customer("carla", "Carla"));
        carla.start(StartSession.withId(SESSION));
        engine.agent(Principal.agent("anton", Role.AGENT, "Anton", null)).send(SendMessage.of(SESSION, "Hi"));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void the_store_is_read_again_after_five_seconds_and_for_the_next_reading() {
        assertThat(gauge("helpline.sessions.open", "state", "active")).isZero();
        clock.add(Duration.ofSeconds(6));
        assertThat(gauge("helpline.sessions.open", "state", "active")).isZero();

        assertThat(gauge("helpline.sessions.open", "state", "active")).isEqualTo(1);
        assertThat(gauge("helpline.sessions.open", "state", "waiting")).isZero();
        assertThat(gauge("helpline.agents", "presence", "online")).isEqualTo(1);
        assertThat(gauge("helpline.agents", "presence", "away")).isZero();
        assertThat(gauge("helpline.outbox.waiting", "listener", "crm")).isPositive();
        assertThat(gauge("helpline.outbox.dead", "listener", "crm")).isZero();
    }

    @Test
    void numbers_are_unknown_while_the_store_cannot_be_read() {
        store.readsFail(true);
        clock.add(Duration.ofSeconds(6));
        gauge("helpline.agents", "presence", "online");

        assertThat(gauge("helpline.agents", "presence", "online")).isNaN();
        assertThat(gauge("helpline.outbox.waiting", "listener", "crm")).isNaN();
    }

    private double gauge(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).gauge().value();
    }
}
