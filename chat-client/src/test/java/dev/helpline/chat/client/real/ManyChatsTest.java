package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.Transport;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.testkit.fault.FaultProxy;
import dev.helpline.chat.testkit.fault.LinkFault;
import dev.helpline.chat.testkit.fault.LinkFault.Direction;
import dev.helpline.chat.testkit.fault.LinkFault.Kind;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many chats of one client at the same time, and how many requests each of them makes. */
@Timeout(60)
class ManyChatsTest {
    private final RealServer server = serverForManyPerAgent();
    private final FaultProxy way = FaultProxy.before(server.port());
    private final HelplineClient alice = RealServer.client(way.port(), () -> server.customerToken("alice"));
    private final HelplineClient sarah = server.agent("sarah");
    private final FastScheduler scheduler = new FastScheduler();

    private static RealServer serverForManyPerAgent() {
        RealServer.Setup setup = new RealServer.Setup();
        setup.policy().agentCapacity(100);
        return setup.start();
    }

    @AfterEach
    void close() {
        scheduler.close();
        alice.close();
        sarah.close();
        way.close();
        server.close();
    }

    private ChatService.Builder chat(Screen screen) {
        return ChatService.builder(alice.chat())
                .transport(Transport.POLL)
                .scheduler(scheduler)
                .listener(screen);
    }

    private static String start(ChatService chat) throws Exception {
        return chat.startChatSession(SessionRequest.builder().build())
                .get(20, TimeUnit.SECONDS)
                .sessionId();
    }

    @Test
    void closing_does_not_wait_for_a_poll_that_is_held_and_nothing_comes_afterwards() throws Exception {
        Screen screen = new Screen();
        ChatService chat = chat(screen).longPoll(Duration.ofSeconds(25)).build();
        String session = start(chat);
        Await.until(() -> server.waitingPolls() == 1);
        long before = System.nanoTime();

        chat.close();
        screen.close();
        Duration closing = Duration.ofNanos(System.nanoTime() - before);
        new PatientAgent(sarah.support(), session).say("Too late");
        Await.until(() -> way.connections() == 0 || server.waitingPolls() == 0);

        assertThat(closing).isLessThan(Duration.ofSeconds(5));
        assertThat(screen.wrongs()).isEmpty();
    }

    @Test
    void fifty_chats_that_listen_on_one_http_client_hear_and_say_everything() throws Exception {
        OkHttpClient shared = new OkHttpClient();
        List<One> chats = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                chats.add(new One("customer-" + i, shared));
            }
            for (One one : chats) {
                one.session = start(one.chat);
            }
            Await.until(() -> server.waitingPolls() == 50);
            for (One one : chats) {
                one.chat.sendMessage("question of " + one.name);
                new PatientAgent(sarah.support(), one.session).say("answer to " + one.name);
            }

            for (One one : chats) {
                one.screen.awaitSent(1);
                one.screen.awaitReceived(1);
                assertThat(one.screen.texts(DeliveryState.SENT)).containsExactly("question of " + one.name);
                assertThat(one.screen.texts(DeliveryState.RECEIVED)).containsExactly("answer to " + one.name);
                assertThat(one.screen.wrongs()).isEmpty();
            }
        } finally {
            chats.forEach(One::close);
            shared.dispatcher().executorService().shutdown();
        }
    }

    /** One of many customers. */
    private final class One {
        private final String name;
        private final HelplineClient client;
        private final Screen screen = new Screen();
        private final ChatService chat;
        private String session = "";

        One(String name, OkHttpClient shared) {
            this.name = name;
            client = HelplineClient.builder(RealServer.url(server.port()))
                    .client(shared)
                    .tokens(() -> server.customerToken(name))
                    .build();
            chat = ChatService.builder(client.chat())
                    .longPoll(Duration.ofSeconds(25))
                    .listener(screen)
                    .build();
        }

        void close() {
            chat.close();
            client.close();
        }
    }

    @Test
    void a_listener_that_comes_and_goes_hears_everything_once() throws Exception {
        Screen screen = new Screen();
        try (ChatService chat = chat(screen).build()) {
            PatientAgent agent = new PatientAgent(sarah.support(), start(chat));
            for (int i = 0; i < 10; i++) {
                chat.removeListener(screen);
                chat.addListener(screen);
                chat.addListener(screen);
            }

            way.resetAll(); // a new connection must not start a second poll
            agent.say("one");
            agent.say("two");
            screen.awaitReceived(2);
            chat.sendMessage("three");
            screen.awaitSent(1);

            assertThat(screen.wrongs()).isEmpty();
            assertThat(screen.texts(DeliveryState.RECEIVED)).containsExactly("one", "two");
        }
    }

    @Test
    void two_devices_of_one_customer_show_the_same() throws Exception {
        Screen onPhone = new Screen();
        Screen onTablet = new Screen();
        try (ChatService phone = chat(onPhone).longPoll(Duration.ofSeconds(25)).build();
                ChatService tablet = chat(onTablet).build()) {
            String session = start(phone);
            tablet.resume(session);
            PatientAgent agent = new PatientAgent(sarah.support(), session);
            IntStream.rangeClosed(1, 50).forEach(number -> {
                phone.sendMessage("from the phone " + number);
                tablet.sendMessage("from the tablet " + number);
                agent.say("answer " + number);
            });
            onPhone.awaitSent(50);
            onTablet.awaitSent(50);
            onPhone.awaitReceived(100);
            onTablet.awaitReceived(100);

            assertThat(ids(phone)).isEqualTo(ids(tablet)).doesNotHaveDuplicates();
            assertThat(onPhone.wrongs()).isEmpty();
            assertThat(onTablet.wrongs()).isEmpty();
        }
    }

    private static List<String> ids(ChatService chat) {
        return chat.messages().stream().map(ChatMessage::messageId).toList();
    }

    @Test
    void on_a_slow_network_polls_do_not_overlap_each_other_nor_do_sends() throws Exception {
        way.fromNowOn(LinkFault.delay(Direction.TO_CLIENT, Duration.ofMillis(30)));
        Screen screen = new Screen();
        try (ChatService chat = chat(screen).build()) {
            PatientAgent agent = new PatientAgent(sarah.support(), start(chat));
            for (int i = 1; i <= 20; i++) {
                agent.say("answer " + i);
                screen.awaitReceived(i);
            }
            assertThat(way.accepted()).as("connections of what only polls").isEqualTo(1);

            for (int i = 1; i <= 20; i++) {
                chat.sendMessage("question " + i);
            }
            screen.awaitSent(20);

            assertThat(way.accepted()).as("one for polls, one for sends").isEqualTo(2);
            assertThat(screen.pollingErrors()).isZero();
        }
    }

    @Test
    void a_network_that_stalls_piles_up_nothing() throws Exception {
        Screen screen = new Screen();
        try (ChatService chat = chat(screen).build()) {
            PatientAgent agent = new PatientAgent(sarah.support(), start(chat));
            way.pause();
            for (int i = 1; i <= 20; i++) {
                chat.sendMessage("question " + i);
                agent.say("answer " + i);
            }
            way.resume();
            screen.awaitSent(20);
            screen.awaitReceived(20);

            assertThat(way.accepted()).isEqualTo(2);
            assertThat(screen.wrongs()).isEmpty();
        }
    }

    @Test
    void a_connection_that_dies_under_a_held_poll_is_replaced() throws Exception {
        way.next(LinkFault.none(), LinkFault.of(Kind.RESET, Direction.TO_CLIENT, 0));
        Screen screen = new Screen();
        try (ChatService chat = chat(screen).longPoll(Duration.ofSeconds(25)).build()) {
            PatientAgent agent = new PatientAgent(sarah.support(), start(chat));
            for (int i = 1; i <= 5; i++) {
                Await.until(() -> server.waitingPolls() > 0);
                way.resetAll();
                agent.say("answer " + i);
                screen.awaitReceived(i);
            }

            assertThat(screen.texts(DeliveryState.RECEIVED))
                    .containsExactly("answer 1", "answer 2", "answer 3", "answer 4", "answer 5");
            assertThat(screen.wrongs()).isEmpty();
        }
    }
}
