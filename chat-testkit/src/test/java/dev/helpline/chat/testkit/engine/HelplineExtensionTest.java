package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.limit.RateLimiter;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.notify.ChatMetrics;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.ChatStore;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class HelplineExtensionTest {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Queue<ErrorCode> refused = new ConcurrentLinkedQueue<>();
    private volatile boolean limiting;

    @RegisterExtension
    final HelplineExtension helpline = HelplineExtension.builder()
            .policy(ChatPolicy.builder().maxOpenSessions(1).build())
            .listener(new ChatListener() {
                @Override
                public void onSessionStarted(Session session) {
                    heard.add("started " + session.id().value());
                }
            })
            .metrics(new ChatMetrics() {
                @Override
                public void commandRefused(String command, ErrorCode code) {
                    refused.add(code);
                }
            })
            .rateLimiter((key, limit) ->
                    limiting ? new RateLimiter.Denied(Duration.ofSeconds(7)) : new RateLimiter.Allowed(1))
            .build();

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
    @Timeout(60)
    void the_hosts_listener_hears_of_a_start() throws InterruptedException {
        helpline.ids().next("mine");

        carla().start(StartSession.PLAIN);

        assertThat(heard.take()).isEqualTo("started mine");
    }

    @Test
    void the_hosts_rate_limiter_decides_and_its_metrics_are_told() {
        limiting = true;

        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> carla().start(StartSession.PLAIN))
                .satisfies(limited -> assertThat(limited.retryAfter()).contains(Duration.ofSeconds(7)));
        assertThat(refused).containsExactly(ErrorCode.RATE_LIMITED);
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
