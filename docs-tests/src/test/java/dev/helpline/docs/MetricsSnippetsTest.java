package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.micrometer.HelplineMeters;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.store.ChatStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/metrics.md}. */
class MetricsSnippetsTest {
    @Test
    void an_engine_is_measured() {
        MeterRegistry registry = new SimpleMeterRegistry();
        ChatStore store = new MemoryChatStore();

        HelplineMeters meters = new HelplineMeters(registry);
        ChatEngine engine = ChatEngine.builder(store).metrics(meters).build();
        meters.watch(engine);

        try (engine) {
            engine.customer(Principal.customer("carla", "Carla")).start(StartSession.PLAIN);
            assertThat(registry.get("helpline.sessions.live").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void commands_are_observed() {
        MeterRegistry registry = new SimpleMeterRegistry();
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));

        HelplineMeters meters = new HelplineMeters(registry, observations);

        try (ChatEngine engine =
                ChatEngine.builder(new MemoryChatStore()).metrics(meters).build()) {
            engine.customer(Principal.customer("carla", "Carla")).start(StartSession.PLAIN);
            assertThat(registry.get("helpline.command")
                            .tag("outcome", "success")
                            .timer()
                            .count())
                    .isEqualTo(1);
        }
    }
}
