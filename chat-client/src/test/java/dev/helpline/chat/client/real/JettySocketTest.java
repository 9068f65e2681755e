package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.service.ChatListener;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.ConnectionState;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.testkit.fault.FaultProxy;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The SDK follows a session over the WebSockets of Jetty, through a proxy; {@link FaultyNetworkTest} does so under every fault. */
@Timeout(60)
class JettySocketTest {
    private final RealServer server =
            new RealServer.Setup().inJettyWithSockets().start();
    private final FaultProxy way = FaultProxy.before(server.port());
    private final BlockingQueue<ConnectionState> states = new LinkedBlockingQueue<>();
    private final Screen screen = new Screen();
    private final FastScheduler scheduler = new FastScheduler(100);
    private final HelplineClient alice = RealServer.client(way.port(), () -> server.customerToken("alice"));
    private final HelplineClient tom = server.agent("tom");
    private final ChatService chat = ChatService.builder(alice.chat())
            .scheduler(scheduler)
            .random(new Random(1))
            .listener(screen)
            .listener(new ChatListener() {
                @Override
                public void onConnectionStateChanged(ConnectionState state) {
                    states.add(state);
                }
            })
            .build();
    private String session = "";

    @BeforeEach
    void start() throws Exception {
        session = chat.startChatSession(SessionRequest.builder().build())
                .get(30, TimeUnit.SECONDS)
                .sessionId();
        awaitLive();
    }

    @AfterEach
    void close() {
        chat.close();
        scheduler.close();
        alice.close();
        tom.close();
        way.close();
        server.close();
    }

    @Test
    void both_sides_talk_while_no_poll_waits() {
        PatientAgent agent = new PatientAgent(tom.support(), session);
        chat.sendMessage("one");
        screen.awaitSent(1);
        agent.say("two");
        screen.awaitReceived(1);

        assertThat(server.waitingPolls()).isZero();
        assertThat(chat.connectionState()).isEqualTo(ConnectionState.LIVE);
        assertThat(screen.wrongs()).isEmpty();
    }

    @Test
    void a_socket_that_is_reset_is_opened_again_and_nothing_is_lost() throws Exception {
        isLiveAgainAfter(FaultProxy::resetAll);
    }

    @Test
    void a_server_that_restarts_is_followed_again_and_nothing_is_lost() throws Exception {
        isLiveAgainAfter(unused -> {
            server.stop();
            server.start();
        });
    }

    private void isLiveAgainAfter(Consumer<FaultProxy> accident) throws Exception {
        PatientAgent agent = new PatientAgent(tom.support(), session);
        agent.say("one");
        screen.awaitReceived(1);

        accident.accept(way);
        agent.say("two");
        chat.sendMessage("three");
        screen.awaitReceived(2);
        screen.awaitSent(1);
        awaitLive();

        assertThat(screen.texts(DeliveryState.RECEIVED)).containsExactly("one", "two");
        assertThat(screen.wrongs()).isEmpty();
    }

    private void awaitLive() throws InterruptedException {
        for (ConnectionState state = states.take(); state != ConnectionState.LIVE; state = states.take()) {
            // an earlier one
        }
    }
}
