package dev.helpline.chat.client.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.call.TokenSupplier;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.real.RunningSocketServer.Gate;
import dev.helpline.chat.client.real.RunningSocketServer.Gate.Mode;
import dev.helpline.chat.client.service.ChatListener;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.ConnectionState;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.Transport;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.testkit.fault.FaultProxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The SDK follows a session over WebSockets where they get through, and by polls where not. */
@Timeout(60)
class TransportTest {
    private final Gate gate = new Gate();
    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    private final RealServer server = new RealServer.Setup()
            .withSockets(gate)
            .tokenClock(() -> Instant.now().plus(later.get()))
            .start();
    private final FaultProxy way = FaultProxy.before(server.port());
    private final BlockingQueue<ConnectionState> states = new LinkedBlockingQueue<>();
    private final Screen screen = new Screen();
    private final FastScheduler scheduler = new FastScheduler(100);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable open : opened) {
            open.close();
        }
        scheduler.close();
        way.close();
        server.close();
    }

    private ChatService.Builder service(TokenSupplier tokens) {
        HelplineClient client = RealServer.client(way.port(), tokens);
        opened.add(0, client);
        return ChatService.builder(client.chat())
                .scheduler(scheduler)
                .random(new Random(1))
                .listener(screen)
                .listener(new ChatListener() {
                    @Override
                    public void onConnectionStateChanged(ConnectionState state) {
                        states.add(state);
                    }
                });
    }

    private ChatService open(ChatService.Builder builder) {
        ChatService service = builder.build();
        opened.add(0, service);
        return service;
    }

    private String start(ChatService chat) throws Exception {
        return chat.startChatSession(SessionRequest.builder().build())
                .get(30, TimeUnit.SECONDS)
                .sessionId();
    }

    private void await(ConnectionState wanted) throws InterruptedException {
        for (ConnectionState state = states.take(); state != wanted; state = states.take()) {
            // an earlier one
        }
    }

    private PatientAgent agent(String session) {
        HelplineClient client = server.agent("sarah");
        opened.add(client);
        return new PatientAgent(client.support(), session);
    }

    @Test
    void a_session_is_live_and_its_messages_come_without_polls() throws Exception {
        ChatService chat = open(service(() -> server.customerToken("alice")));
        String session = start(chat);
        await(ConnectionState.LIVE);
        int polls = gate.polls.get();

        PatientAgent sarah = agent(session);
        sarah.say("one");
        sarah.say("two");
        screen.awaitReceived(2);

        assertThat(screen.texts(DeliveryState.RECEIVED)).containsExactly("one", "two");
        assertThat(gate.polls).hasValue(polls);
    }

    @Test
    void a_service_that_is_told_to_poll_opens_no_socket() throws Exception {
        ChatService chat = open(service(() -> server.customerToken("alice")).transport(Transport.POLL));
        agent(start(chat)).say("one");
        screen.awaitReceived(1);

        assertThat(gate.handshakes).hasValue(0);
        assertThat(states).containsExactly(ConnectionState.CONNECTING, ConnectionState.POLLING);
    }

    @ParameterizedTest
    @EnumSource(names = "OPEN", mode = EnumSource.Mode.EXCLUDE)
    void where_sockets_do_not_get_through_it_polls_and_comes_back_later(Mode blocked) throws Exception {
        gate.mode = blocked;
        ChatService chat = open(service(() -> server.customerToken("alice")));
        PatientAgent sarah = agent(start(chat));
        sarah.say("one");
        screen.awaitReceived(1);
        assertThat(chat.connectionState()).isEqualTo(ConnectionState.POLLING);

        gate.mode = Mode.OPEN;
        await(ConnectionState.LIVE);
        sarah.say("two");
        screen.awaitReceived(2);

        assertThat(screen.texts(DeliveryState.RECEIVED)).containsExactly("one", "two");
    }

    @Test
    void a_socket_that_breaks_is_opened_again_and_nothing_is_lost_meanwhile() throws Exception {
        ChatService chat = open(service(() -> server.customerToken("alice")));
        PatientAgent sarah = agent(start(chat));
        await(ConnectionState.LIVE);

        way.resetAll();
        sarah.say("one");
        await(ConnectionState.LIVE);
        screen.awaitReceived(1);

        assertThat(screen.wrongs()).isEmpty();
    }

    @Test
    void a_socket_that_went_dead_during_an_hour_asleep_is_replaced_on_waking() throws Exception {
        ChatService chat = open(service(() -> server.customerToken("alice")));
        PatientAgent sarah = agent(start(chat));
        await(ConnectionState.LIVE);
        int before = gate.handshakes.get();
        way.loseReplies();
        sarah.say("one");
        sarah.say("two");

        scheduler.sleep(Duration.ofHours(1));
        await(ConnectionState.LIVE);
        screen.awaitReceived(2);

        assertThat(screen.texts(DeliveryState.RECEIVED)).containsExactly("one", "two");
        assertThat(screen.wrongs()).isEmpty();
        assertThat(gate.handshakes).hasValueGreaterThan(before);
    }

    @Test
    void a_paused_service_has_no_socket_and_opens_one_when_it_goes_on() throws Exception {
        ChatService chat = open(service(() -> server.customerToken("alice")));
        PatientAgent sarah = agent(start(chat));
        await(ConnectionState.LIVE);

        chat.pause();
        sarah.say("one");
        chat.catchUp().get(30, TimeUnit.SECONDS);
        assertThat(screen.texts(DeliveryState.RECEIVED)).containsExactly("one");
        assertThat(chat.connectionState()).isEqualTo(ConnectionState.IDLE);
        chat.resume();

        await(ConnectionState.LIVE);
    }

    @Test
    void what_has_arrived_is_told_and_a_silent_socket_is_kept_alive() throws Exception {
        ChatService chat = open(service(() -> server.customerToken("alice")));
        PatientAgent sarah = agent(start(chat));
        await(ConnectionState.LIVE);
        sarah.say("one");

        boolean delivered = false;
        boolean pinged = false;
        while (!delivered || !pinged) {
            String frame = gate.frames.take();
            delivered |= frame.contains("\"delivered\"");
            pinged |= frame.contains("\"ping\"");
        }

        assertThat(chat.connectionState()).isEqualTo(ConnectionState.LIVE);
    }

    @Test
    void another_network_has_another_socket() throws Exception {
        ChatService chat = open(service(() -> server.customerToken("alice")));
        start(chat);
        await(ConnectionState.LIVE);
        int before = gate.handshakes.get();

        chat.networkAvailable();
        await(ConnectionState.LIVE);

        assertThat(gate.handshakes).hasValueGreaterThan(before); // on a busy machine more than one attempt
    }

    @Test
    void an_expired_token_is_refreshed_once_for_socket_and_polls() throws Exception {
        AtomicInteger refreshes = new AtomicInteger();
        TokenSupplier tokens = new TokenSupplier() {
            private volatile String token = server.customerToken("alice", Duration.ofMinutes(1));

            @Override
            public String token() {
                return token;
            }

            @Override
            public void refresh(String rejected) {
                refreshes.incrementAndGet();
                token = server.customerToken("alice");
            }
        };
        start(open(service(tokens)));
        await(ConnectionState.LIVE);
        later.set(Duration.ofMinutes(2));

        gate.closeAll(4001);
        await(ConnectionState.LIVE);

        assertThat(refreshes).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void changes_of_the_transport_at_random_lose_and_repeat_nothing(long seed) throws Exception {
        int count = 40;
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofHours(seed % 2 == 0 ? 7 : -7));
        ChatService chat = open(service(() -> server.customerToken("alice"))
                .clock(wrong)
                .callAttempts(1000)
                .maxBackoff(Duration.ofSeconds(5)));
        String session = start(chat);
        List<String> questions = numbered("question", count);
        List<String> answers = numbered("answer", count);
        CompletableFuture<Void> chaos = new CompletableFuture<>();
        Thread changes = new Thread(() -> change(chat, new Random(seed), chaos), "changes");
        changes.start();

        PatientAgent sarah = agent(session);
        CompletableFuture<Void> agent = CompletableFuture.runAsync(() -> answers.forEach(sarah::say));
        questions.forEach(chat::sendMessage);
        agent.get(50, TimeUnit.SECONDS);
        screen.awaitSent(count);
        screen.awaitReceived(count);
        chaos.complete(null);
        changes.join();
        chat.endChatSession().get(50, TimeUnit.SECONDS);
        screen.awaitEnd();

        List<String> stored = server.stored(session).stream()
                .map(Entry::id)
                .map(id -> id.value())
                .toList();
        assertThat(screen.wrongs()).as("seed " + seed).isEmpty();
        assertThat(screen.texts(DeliveryState.SENT)).isEqualTo(questions);
        assertThat(screen.texts(DeliveryState.RECEIVED)).isEqualTo(answers);
        assertThat(chat.messages())
                .filteredOn(message -> message.sender() != Sender.SYSTEM)
                .extracting(ChatMessage::messageId)
                .isEqualTo(stored);
        assertThat(gate.handshakes).as("sockets").hasValueGreaterThan(1);
    }

    /** Changes the way, the network and the app's attention by turns, and leaves all as it was. */
    private void change(ChatService chat, Random random, CompletableFuture<Void> over) {
        Mode[] modes = Mode.values();
        while (!over.isDone()) {
            switch (random.nextInt(6)) {
                case 0 -> gate.mode = modes[random.nextInt(modes.length)];
                case 1 -> way.resetAll();
                case 2 -> chat.networkAvailable();
                case 3 -> {
                    chat.pause();
                    var unused = chat.catchUp();
                }
                case 4 -> chat.retryNow();
                default -> gate.mode = Mode.OPEN;
            }
            awaitOr(over, random.nextInt(20));
            chat.resume();
        }
        gate.mode = Mode.OPEN;
        chat.resume();
    }

    private static void awaitOr(CompletableFuture<Void> over, int millis) {
        try {
            over.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException goOn) {
            // the next change
        } catch (Exception unwanted) {
            throw new IllegalStateException(unwanted);
        }
    }

    private static List<String> numbered(String word, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> word + " " + number)
                .toList();
    }
}
