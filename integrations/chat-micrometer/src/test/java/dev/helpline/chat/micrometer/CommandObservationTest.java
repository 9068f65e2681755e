package dev.helpline.chat.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommandObservationTest {
    private static final SessionId SESSION = new SessionId("s-1");

    private final Queue<Observation.Context> stopped = new ConcurrentLinkedQueue<>();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final ChatEngine engine = ChatEngine.builder(new MemoryChatStore())
            .metrics(new HelplineMeters(new SimpleMeterRegistry(), observations))
            .build();
    private final CustomerChat carla = engine.customer(Principal.customer("carla", "Carla"));

    private final class Stopped implements ObservationHandler<Observation.Context> {
        @Override
        public void onStop(Observation.Context context) {
            stopped.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    @BeforeEach
    void handle() {
        observations.observationConfig().observationHandler(new Stopped());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static String described(Observation.Context context) {
        KeyValue outcome = Objects.requireNonNull(context.getLowCardinalityKeyValue("outcome"));
        return context.getName() + ": " + context.getContextualName() + ", " + outcome.getValue();
    }

    @Test
    void each_command_is_observed_with_its_outcome_and_a_refusal_is_no_error() {
        carla.start(StartSession.withId(SESSION));
        carla.send(SendMessage.of(SESSION, "Hello"));
        assertThatExceptionOfType(ChatException.class).isThrownBy(() -> carla.rate(RateSession.of(SESSION, 5)));

        assertThat(stopped)
                .extracting(CommandObservationTest::described)
                .containsExactly(
                        "helpline.command: chat start, success",
                        "helpline.command: chat send, success",
                        "helpline.command: chat rate, session_not_ended");
        assertThat(stopped).extracting(Observation.Context::getError).containsOnlyNulls();
    }

    @Test
    void a_command_is_part_of_the_observation_of_its_caller() {
        Observation request = Observation.start("http.request", observations);
        try (Observation.Scope scope = request.openScope()) {
            assertThat(scope.getCurrentObservation()).isSameAs(request);
            carla.start(StartSession.withId(SESSION));
        }

        assertThat(stopped)
                .singleElement()
                .extracting(Observation.Context::getParentObservation)
                .isSameAs(request);
    }

    @Test
    void what_fails_without_being_refused_is_an_error() {
        IllegalStateException failure = new IllegalStateException("scripted");

        CommandObservation.start("send", observations).ended(failure);

        assertThat(stopped)
                .singleElement()
                .satisfies(context -> assertThat(described(context)).isEqualTo("helpline.command: chat send, failure"))
                .extracting(Observation.Context::getError)
                .isSameAs(failure);
    }
}
