package dev.helpline.chat.spring.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.testkit.time.ScriptedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

@HelplineTest
@Import(HelplineTestTest.EndedSessions.class)
class HelplineTestTest {
    /** A component of the application under test. */
    static final class EndedSessions implements ChatListener {
        private final List<String> customers = new ArrayList<>();

        @Override
        public void onSessionEnded(Session session) {
            customers.add(session.customer().id().value());
        }
    }

    @Autowired
    private ChatEngine engine;

    @Autowired
    private ChatTime time;

    @Autowired
    private ScriptedIds ids;

    @Autowired
    private EndedSessions ended;

    @Autowired
    private ApplicationContext application;

    private CustomerChat ada() {
        return engine.customer(Principal.customer("ada", "Ada"));
    }

    @Test
    void time_passes_as_told_and_the_properties_of_the_application_hold() {
        ada().start(StartSession.PLAIN);

        time.pass(Duration.ofMinutes(6));
        assertThat(ada().current()).isPresent();
        time.pass(Duration.ofMinutes(1));

        assertThat(time.now()).isEqualTo(Instant.parse("2026-01-05T09:07:00Z"));
        assertThat(ada().current()).isEmpty();
        assertThat(ended.customers).containsExactly("ada");
    }

    @RepeatedTest(2)
    void each_test_begins_with_an_empty_store_at_the_same_time() {
        assertThat(time.now()).isEqualTo(Instant.parse("2026-01-05T09:00:00Z"));
        assertThat(ada().current()).isEmpty();

        ids.next("s-1"); // which fails where a test before has done so
        assertThat(ada().start(StartSession.PLAIN).session().id().value()).isEqualTo("s-1");
    }

    @Test
    void components_that_the_test_does_not_import_are_not_there() {
        assertThat(application.getBeanNamesForType(NotImported.class)).isEmpty();
    }

    /** Another component of the application. */
    @Component
    static class NotImported {}
}
