package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.memory.MemoryClusterBus;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.fault.FaultyBus;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three engines over one store whose bus loses, repeats, delays, reorders, fails, and is cut off, by a seed. */
class ClusterFaultsTest extends EngineTest {
    private static final int NODES = 3;
    private static final int SESSIONS = 3;
    private static final int STEPS = 60;

    private final MemoryClusterBus cluster = new MemoryClusterBus();
    private final List<FaultyBus> buses = new ArrayList<>();
    private final List<ChatEngine> nodes = new ArrayList<>();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 300);
    }

    @Override
    ChatEngineContract contract() {
        return new ChatEngineContract() {
            @Override
            protected ChatStore newStore() {
                return new MemoryChatStore();
            }
        };
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readers_that_change_nodes_receive_every_entry_once_and_in_order(long seed) {
        Random random = new Random(seed);
        IntStream.range(0, NODES).forEach(i -> openNode(random));
        List<SessionId> sessions =
                IntStream.range(0, SESSIONS).mapToObj(i -> sessionOf("c" + i)).toList();
        List<Reading> readings = new ArrayList<>(IntStream.range(0, SESSIONS)
                .mapToObj(i -> reading(sessions.get(i), i, random))
                .toList());

        for (int step = 0; step < STEPS; step++) {
            int one = random.nextInt(SESSIONS);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> send(sessions.get(one), one, step, random);
                case 3 ->
                    readings.set(
                            one,
                            readings.get(one)
                                    .with(customerOn(random, one)::poll)
                                    .toTheEnd());
                case 4 -> buses.get(random.nextInt(NODES)).cutOff();
                case 5 -> buses.get(random.nextInt(NODES)).reconnect();
                case 6 -> buses.get(random.nextInt(NODES)).publishingFails(random.nextBoolean());
                default -> pass(Duration.ofMillis(random.nextInt(300)));
            }
        }

        for (int i = 0; i < SESSIONS; i++) {
            assertThat(readings.get(i).toTheEnd().heard())
                    .as("seed %s", seed)
                    .startsWith(log(sessions.get(i)).get(0));
            Reading last = readings.get(i).with(customerOn(random, i)::poll);
            pass(TICK);
            assertThat(last.toTheEnd().heard()).as("seed %s", seed).isEqualTo(log(sessions.get(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_poll_that_waits_on_any_node_hears_of_a_message_within_a_second(long seed) {
        Random random = new Random(seed);
        IntStream.range(0, NODES).forEach(i -> openNode(random));
        SessionId session = sessionOf("c0");
        List<CompletableFuture<PollAnswer>> polls = nodes.stream()
                .map(node -> node.customer(Principal.customer("c0", null)))
                .map(there -> future(there.pollAsync(PollRequest.everything(
                                session, there.poll(everything(session, null)).cursor())
                        .waiting(Duration.ofSeconds(20)))))
                .toList();
        buses.get(random.nextInt(NODES)).cutOff();

        send(session, 0, 1, random);
        pass(TICK);

        assertThat(polls)
                .as("seed %s", seed)
                .allSatisfy(poll -> assertThat(texts(answerOf(poll))).containsOnlyOnce("m1"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void after_the_bus_heals_all_nodes_show_the_same(long seed) {
        Random random = new Random(seed);
        IntStream.range(0, NODES).forEach(i -> openNode(random));
        SessionId session = sessionOf("c0");
        IntStream.range(0, 5).forEach(i -> send(session, 0, i, random));
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0 -> customerOn(random, 0).typing(session, random.nextBoolean());
                case 1 -> agentOn(random).typing(session, random.nextBoolean());
                case 2 -> customerOn(random, 0).read(session, random.nextInt(8));
                case 3 -> agentOn(random).delivered(session, random.nextInt(8));
                case 4 -> agentOn(random).read(session, random.nextInt(4));
                case 5 -> buses.get(random.nextInt(NODES)).cutOff();
                case 6 -> buses.get(random.nextInt(NODES)).reconnect();
                default -> pass(Duration.ofMillis(random.nextInt(3000)));
            }
        }

        buses.forEach(
                bus -> bus.losing(0).repeating(0).delaying(0, Duration.ZERO).reconnect());
        ReadMark customer = storedMark(session, true);
        ReadMark agents = storedMark(session, false);
        followOnAllNodes(session, SessionActivity.PRESENCE_LASTS.plus(TICK));
        awaitToldByAll();
        followOnAllNodes(session, SessionActivity.PRESENCE_LASTS.plus(TICK));

        assertThat(nodes)
                .as("seed %s", seed)
                .extracting(node -> activityOn(node, session))
                .allSatisfy(activity -> {
                    assertThat(activity.typing()).isEmpty();
                    assertThat(activity.customerOnline()).isFalse();
                    assertThat(activity.customer()).satisfies(stands(customer.deliveredSeq(), customer.readSeq()));
                    assertThat(activity.customer().read().movedAt())
                            .isEqualTo(customer.read().movedAt());
                    assertThat(activity.agents().readSeq()).isEqualTo(agents.readSeq());
                });
    }

    /** What the store has once all nodes have written what they know: the highest of all marks. */
    private ReadMark storedMark(SessionId session, boolean ofCustomer) {
        pass(TICK);
        return store.cursorsOf(session).stream()
                .filter(cursor -> cursor.reader().equals(Reader.CUSTOMER) == ofCustomer)
                .map(cursor -> new ReadMark(cursor.delivered(), cursor.read()))
                .reduce(ReadMark.NONE, ReadMark::merge);
    }

    private void followOnAllNodes(SessionId session, Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            nodes.forEach(node -> activityOn(node, session));
            pass(TICK);
        }
    }

    /** Waits until the bus has carried all that the nodes have to tell. An agent who was absent so far is told of last. */
    private void awaitToldByAll() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        cluster.subscribe(new ClusterBus.Listener() {
            @Override
            public void received(String notice) {
                heard.add(notice);
            }

            @Override
            public void mayHaveMissed() {}
        });
        for (int i = 0; i < NODES; i++) {
            String marker = "pmarker-" + i;
            nodes.get(i).agent(Principal.agent("marker-" + i, Role.AGENT, null, null));
            Await.until(() -> heard.stream().anyMatch(notice -> notice.contains(marker)));
        }
        workers.awaitIdle();
    }

    private SessionActivity activityOn(ChatEngine node, SessionId session) {
        return node.agent(Principal.agent(ANTON, Role.AGENT, null, null))
                .session(session)
                .activity();
    }

    private AgentDesk agentOn(Random random) {
        String id = random.nextBoolean() ? ANTON : "berta";
        return nodes.get(random.nextInt(NODES)).agent(Principal.agent(id, Role.AGENT, null, null));
    }

    private void openNode(Random random) {
        FaultyBus bus = new FaultyBus(cluster, time, random.nextLong())
                .losing(random.nextInt(60))
                .repeating(random.nextInt(60))
                .delaying(random.nextInt(100), Duration.ofSeconds(3));
        buses.add(bus);
        nodes.add(closing(
                engineBuilder(store, unlimited().build()).clusterBus(bus).build()));
    }

    private SessionId sessionOf(String customer) {
        return watched(nodes.get(0)
                .customer(Principal.customer(customer, null))
                .start(StartSession.PLAIN)
                .session()
                .id());
    }

    private Reading reading(SessionId session, int customer, Random random) {
        return Reading.everything(customerOn(random, customer)::poll, session, 1 + random.nextInt(5))
                .toTheEnd();
    }

    private CustomerChat customerOn(Random random, int customer) {
        return nodes.get(random.nextInt(NODES)).customer(Principal.customer("c" + customer, null));
    }

    private void send(SessionId session, int customer, int step, Random random) {
        SendMessage message = SendMessage.of(session, new EntryId("m" + step), "m" + step);
        if (random.nextBoolean()) {
            customerOn(random, customer).send(message);
        } else {
            nodes.get(random.nextInt(NODES))
                    .agent(Principal.agent(ANTON, Role.AGENT, null, null))
                    .send(message);
        }
    }
}
