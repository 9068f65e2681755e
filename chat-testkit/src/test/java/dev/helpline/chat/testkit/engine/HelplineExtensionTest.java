package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.ChatStore;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HelplineExtensionTest {
    @RegisterExtension
    final HelplineExtension helpline =
            new HelplineExtension(ChatPolicy.builder().maxOpenSessions(1).build());

    @RepeatedTest(2)
    void every_test_has_an_engine_over_an_empty_store() {
        carla().start(StartSession.PLAIN);

        assertThat(helpline.store().countSessionsOf(new CustomerId("carla"))).isEqualTo(1);
        assertThat(helpline.engine().policy().maxOpenSessions()).isEqualTo(1);
    }

    @Test
    void ids_can_be_told() {
        helpline.ids().next("mine");

        assertThat(carla().start(StartSession.PLAIN).session().id()).isEqualTo(new SessionId("mine"));
    }

    @Test
    void time_passes_as_told_and_the_engine_keeps_house_meanwhile() {
        SessionId session = carla().start(StartSession.PLAIN).session().id();

        helpline.pass(Duration.ofMinutes(31));
        helpline.pass(Duration.ofMinutes(1));

        assertThat(helpline.store().findSession(session).orElseThrow().state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void after_the_test_engine_and_store_are_closed() {
        HelplineExtension other = new HelplineExtension();
        other.open();
        ChatEngine engine = other.engine();
        ChatStore store = other.store();

        other.close();

        assertThat(engine.health().accepting()).isFalse();
        assertThatThrownBy(() -> store.firstAgents(1)).isInstanceOf(StoreException.class);
        assertThatThrownBy(other::engine).hasMessageContaining("only while a test runs");
    }

    private CustomerChat carla() {
        return helpline.engine().customer(Principal.customer("carla", null));
    }
}
