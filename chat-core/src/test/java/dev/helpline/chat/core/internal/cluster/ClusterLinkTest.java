package dev.helpline.chat.core.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.internal.cluster.ClusterNotice.ActivityAsked;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.ActivityTold;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.AgentRead;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.AgentSeen;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.SessionChanged;
import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.spi.cursor.MarkHistory;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClusterLinkTest {
    private final RecordingBus bus = new RecordingBus();
    private final ClusterLink link = ClusterLink.to(bus, "node-1");

    @BeforeEach
    void start() {
        link.start(() -> 0);
    }

    @AfterEach
    void close() {
        bus.open();
        link.close();
    }

    @Test
    void what_one_node_tells_another_one_receives() throws InterruptedException {
        List<ClusterNotice> told = List.of(changed("a", 1), changed("A.b_c:-", Long.MAX_VALUE));

        link.tell(told);

        assertThat(receivedBy("node-2", bus.nextCall())).isEqualTo(told);
    }

    @Test
    void every_kind_of_notice_arrives_as_it_was_told() throws InterruptedException {
        SessionId session = new SessionId("A.b_c:-");
        MarkHistory longest = MarkHistory.NONE;
        for (int i = MarkHistory.MAX_STEPS - 1; i >= 0; i--) {
            longest = longest.movedTo(Long.MAX_VALUE - i, Long.MAX_VALUE - i);
        }
        Author carla = new Author(ParticipantType.CUSTOMER, "auth0|carla", null, null);
        Author anton = new Author(ParticipantType.AGENT, "a/b.c", "Zoë 王 😀", "");
        List<ClusterNotice> told = List.of(
                changed("a", 1),
                new ActivityAsked(session),
                new AgentSeen(new AgentId("auth0|anton/1")),
                new AgentRead(session, new AgentId("auth0|anton/1/"), Long.MAX_VALUE),
                new ActivityTold(session, 1, null, ReadMark.NONE, new ReadMark(mark(7), mark(3)), List.of()),
                new ActivityTold(
                        new SessionId("b"),
                        Long.MAX_VALUE,
                        Duration.ofMillis(29_999),
                        new ReadMark(longest, longest),
                        ReadMark.NONE,
                        List.of(
                                new TypingSign(carla, Duration.ofSeconds(10)),
                                new TypingSign(anton, Duration.ofMillis(1)))));

        link.tell(told);

        assertThat(receivedBy("node-2", bus.nextCall())).isEqualTo(told);
    }

    private static MarkHistory mark(long seq) {
        return MarkHistory.of(seq, Instant.EPOCH).movedTo(seq + 2, 1000);
    }

    @Test
    void a_notice_of_many_typists_with_long_names_still_fits() throws InterruptedException {
        String longest = "\ud83d\ude00".repeat(255);
        List<TypingSign> typing = IntStream.range(0, 100)
                .mapToObj(i -> new Author(ParticipantType.AGENT, "agent-" + i, longest, longest))
                .map(author -> new TypingSign(author, Duration.ofSeconds(10)))
                .toList();

        link.tell(List.of(new ActivityTold(
                new SessionId("x".repeat(128)), Long.MAX_VALUE, null, ReadMark.NONE, ReadMark.NONE, typing)));
        List<String> call = bus.nextCall();

        assertThat(call)
                .hasSize(1)
                .allSatisfy(text -> assertThat(text)
                        .hasSizeLessThanOrEqualTo(ClusterBus.MAX_NOTICE_LENGTH)
                        .matches("[!-~ ]+"));
        assertThat(receivedBy("node-2", call))
                .singleElement()
                .satisfies(
                        notice -> assertThat(((ActivityTold) notice).typing()).isEqualTo(typing.subList(0, 2)));
    }

    @Test
    void while_the_bus_is_busy_only_the_newest_activity_of_a_session_waits() throws InterruptedException {
        bus.block();
        link.tell(List.of(changed("first", 1)));
        bus.nextCall();
        SessionId session = new SessionId("a");

        for (long order = 1; order <= 100; order++) {
            link.tell(List.of(
                    new ActivityTold(session, order, null, ReadMark.NONE, ReadMark.NONE, List.of()),
                    changed("a", order),
                    new ActivityAsked(session)));
        }
        bus.open();

        assertThat(receivedBy("node-2", bus.nextCall()))
                .containsExactly(
                        new ActivityTold(session, 100, null, ReadMark.NONE, ReadMark.NONE, List.of()),
                        changed("a", 100),
                        new ActivityAsked(session));
    }

    @Test
    void a_node_ignores_what_it_told_itself() throws InterruptedException {
        link.tell(List.of(changed("a", 1)));

        assertThat(receivedBy("node-1", bus.nextCall())).isEmpty();
    }

    @Test
    void what_cannot_be_read_does_not_hide_the_rest() {
        String text = "helpline1 node-2 v vx v/1 va/ va/x v../1 va/99999999999999999999  zother va/2";

        assertThat(receivedBy("node-1", List.of("", "x", "helpline9 node-2 va/1", text)))
                .containsExactly(changed("a", 2));
    }

    @Test
    void many_notices_are_split_into_as_few_texts_as_the_bus_can_carry() throws InterruptedException {
        List<ClusterNotice> told = IntStream.range(0, 1000)
                .<ClusterNotice>mapToObj(i -> changed("s" + "x".repeat(120) + i, i + 1L))
                .toList();

        link.tell(told);
        List<String> call = bus.nextCall();

        assertThat(call)
                .hasSizeBetween(18, 20)
                .allSatisfy(text -> assertThat(text)
                        .hasSizeLessThanOrEqualTo(ClusterBus.MAX_NOTICE_LENGTH)
                        .matches("[!-~ ]+"));
        assertThat(receivedBy("node-2", call)).isEqualTo(told);
    }

    @Test
    void while_the_bus_is_busy_only_the_newest_version_of_a_session_waits() throws InterruptedException {
        bus.block();
        link.tell(List.of(changed("first", 1)));
        List<String> first = bus.nextCall();

        LongStream.rangeClosed(1, 5000).forEach(version -> link.tell(List.of(changed("a", version))));
        link.tell(List.of(changed("b", 7)));
        bus.open();

        assertThat(receivedBy("node-2", first)).containsExactly(changed("first", 1));
        assertThat(receivedBy("node-2", bus.nextCall())).containsExactly(changed("a", 5000), changed("b", 7));
    }

    @Test
    void while_the_bus_is_busy_a_bounded_number_of_sessions_waits() throws InterruptedException {
        bus.block();
        link.tell(List.of(changed("first", 1)));
        bus.nextCall();

        IntStream.range(0, 50_000).forEach(i -> link.tell(List.of(changed("s" + i, 1))));
        bus.open();

        assertThat(receivedBy("node-2", bus.nextCall())).hasSize(10_000);
    }

    @Test
    void after_a_failure_of_the_bus_the_next_notices_are_published() throws InterruptedException {
        bus.fail(true);
        link.tell(List.of(changed("a", 1)));
        bus.nextCall();
        bus.fail(false);

        link.tell(List.of(changed("b", 1)));

        assertThat(receivedBy("node-2", bus.nextCall())).containsExactly(changed("b", 1));
    }

    @Test
    void once_closed_it_is_no_subscriber_any_more() {
        link.close();

        assertThat(bus.listeners).isEmpty();
    }

    @Test
    void that_notices_may_be_missing_is_passed_on() {
        CompletableFuture<Boolean> missed = new CompletableFuture<>();
        link.addReceiver(new ClusterLink.Receiver() {
            @Override
            public void received(String node, ClusterNotice notice) {}

            @Override
            public void mayHaveMissed() {
                missed.complete(true);
            }
        });

        bus.listeners.forEach(ClusterBus.Listener::mayHaveMissed);

        assertThat(missed).isCompletedWithValue(true);
    }

    @Test
    void without_a_bus_nothing_happens() {
        ClusterLink none = ClusterLink.none();

        none.tell(List.of(changed("a", 1)));
        none.close();

        assertThat(none.isConnected()).isFalse();
    }

    private static SessionChanged changed(String session, long version) {
        return new SessionChanged(new SessionId(session), version);
    }

    private static List<ClusterNotice> receivedBy(String node, List<String> texts) {
        RecordingBus other = new RecordingBus();
        ClusterLink receiver = ClusterLink.to(other, node);
        List<ClusterNotice> received = new ArrayList<>();
        receiver.addReceiver(new ClusterLink.Receiver() {
            @Override
            public void received(String node, ClusterNotice notice) {
                received.add(notice);
            }

            @Override
            public void mayHaveMissed() {}
        });
        texts.forEach(text -> other.listeners.forEach(listener -> listener.received(text)));
        receiver.close();
        return received;
    }

    private static final class RecordingBus implements ClusterBus {
        private final Queue<Listener> listeners = new ConcurrentLinkedQueue<>();
        private final LinkedBlockingQueue<List<String>> calls = new LinkedBlockingQueue<>();
        private volatile @Nullable CountDownLatch gate;
        private volatile boolean fails;

        void block() {
            gate = new CountDownLatch(1);
        }

        void open() {
            CountDownLatch opened = gate;
            if (opened != null) {
                opened.countDown();
            }
        }

        void fail(boolean value) {
            fails = value;
        }

        List<String> nextCall() throws InterruptedException {
            List<String> call = calls.poll(30, TimeUnit.SECONDS);
            assertThat(call).as("the next call of the bus").isNotNull();
            return call;
        }

        @Override
        public void publish(List<String> notices) {
            boolean failing = fails;
            calls.add(notices);
            CountDownLatch passing = gate;
            if (passing != null) {
                awaitUninterruptibly(passing);
            }
            if (failing) {
                throw new IllegalStateException("the bus fails on demand");
            }
        }

        private static void awaitUninterruptibly(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError("nothing interrupts this thread", e);
            }
        }

        @Override
        public Registration subscribe(Listener listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public void close() {}
    }
}
