package dev.helpline.chat.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link ClusterBus} promises while nothing fails. Its test extends this class and says how to connect one more node to
 * the cluster:
 *
 * <pre>{@code
 * class OurBusTest extends ClusterBusContract {
 *     @Override
 *     protected ClusterBus connect() {
 *         return new OurBus(server.address());
 *     }
 * }
 * }</pre>
 *
 * <p>The contract closes what it connected.
 */
@Experimental
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ClusterBusContract {
    private static final String GREETING = "greeting";

    private final List<ClusterBus> buses = new ArrayList<>();

    /** For subclasses. */
    protected ClusterBusContract() {}

    /** Returns the bus of one more node of the same cluster. A bus that serves several nodes may be returned each time. */
    protected abstract ClusterBus connect();

    @AfterEach
    void closeBuses() {
        buses.forEach(ClusterBus::close);
    }

    @Test
    void a_notice_arrives_at_all_other_nodes() {
        ClusterBus sender = node();
        Subscriber one = subscriber(node(), sender);
        Subscriber two = subscriber(node(), sender);

        sender.publish(List.of("news"));

        one.awaitAll("news");
        two.awaitAll("news");
    }

    @Test
    void nodes_hear_each_other_in_whatever_order_they_came() {
        ClusterBus first = node();
        ClusterBus second = node();
        Subscriber early = subscriber(first, second);
        Subscriber late = subscriber(second, first);

        first.publish(List.of("from the first"));
        second.publish(List.of("from the second"));

        late.awaitAll("from the first");
        early.awaitAll("from the second");
    }

    @Test
    void all_subscribers_of_one_node_receive_a_notice() {
        ClusterBus sender = node();
        ClusterBus receiver = node();
        Subscriber one = subscriber(receiver, sender);
        Subscriber two = subscriber(receiver, sender);

        sender.publish(List.of("news"));

        one.awaitAll("news");
        two.awaitAll("news");
    }

    @Test
    void the_longest_notice_arrives_as_it_was_sent() {
        ClusterBus sender = node();
        Subscriber subscriber = subscriber(node(), sender);
        String longest = "x".repeat(ClusterBus.MAX_NOTICE_LENGTH);

        sender.publish(List.of(longest));

        subscriber.awaitAll(longest);
    }

    @Test
    void every_printable_character_arrives_as_it_was_sent() {
        ClusterBus sender = node();
        Subscriber subscriber = subscriber(node(), sender);
        String all = IntStream.rangeClosed(' ', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        sender.publish(List.of(all));

        subscriber.awaitAll(all);
    }

    @Test
    void many_notices_of_one_call_all_arrive() {
        ClusterBus sender = node();
        Subscriber subscriber = subscriber(node(), sender);
        List<String> many = IntStream.range(0, 1000).mapToObj(i -> "news " + i).toList();

        sender.publish(many);

        subscriber.awaitAll(many.toArray(String[]::new));
    }

    @Test
    void equal_notices_are_no_problem() {
        ClusterBus sender = node();
        Subscriber subscriber = subscriber(node(), sender);

        sender.publish(List.of("news", "news", "other"));

        subscriber.awaitAll("news", "other");
    }

    @Test
    void a_notice_without_subscribers_is_dropped() {
        ClusterBus sender = node();
        sender.publish(List.of("before"));
        Subscriber subscriber = subscriber(node(), sender);

        sender.publish(List.of("after"));

        subscriber.awaitAll("after");
        assertThat(subscriber.received()).doesNotContain("before");
    }

    @Test
    void a_subscriber_that_left_receives_nothing_more() {
        ClusterBus sender = node();
        ClusterBus receiver = node();
        Subscriber gone = subscriber(receiver, sender);
        Subscriber stays = subscriber(receiver, sender);

        gone.registration.close();
        gone.registration.close();
        sender.publish(List.of("news"));
        stays.awaitAll("news");

        assertThat(gone.received()).doesNotContain("news");
    }

    @Test
    void a_subscriber_that_throws_disturbs_no_other_one() {
        ClusterBus sender = node();
        ClusterBus receiver = node();
        ClusterBus.Registration failing = receiver.subscribe(new FailingListener());
        Subscriber subscriber = subscriber(receiver, sender);

        sender.publish(List.of("one", "two"));
        sender.publish(List.of("three"));

        subscriber.awaitAll("one", "two", "three");
        failing.close();
    }

    @Test
    void closing_one_node_leaves_the_others_connected() {
        ClusterBus sender = node();
        ClusterBus leaving = connect();
        Subscriber subscriber = subscriber(node(), sender);
        if (buses.contains(leaving)) {
            return; // one bus serves all nodes
        }

        leaving.close();
        sender.publish(List.of("news"));

        subscriber.awaitAll("news");
    }

    @Test
    void a_closed_bus_rejects_subscribers_and_can_be_closed_again() {
        ClusterBus bus = node();
        bus.close();
        bus.close();

        assertThatIllegalStateException().isThrownBy(() -> bus.subscribe(new FailingListener()));
    }

    /** Connects a node, and waits until it can publish; a bus may connect in the background. */
    private ClusterBus node() {
        ClusterBus bus = connect();
        buses.add(bus);
        Await.until(() -> canPublish(bus));
        return bus;
    }

    private static boolean canPublish(ClusterBus bus) {
        try {
            bus.publish(List.of(GREETING));
            return true;
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    /** Subscribes, and waits until what {@code sender} publishes arrives. */
    private static Subscriber subscriber(ClusterBus receiver, ClusterBus sender) {
        Subscriber subscriber = new Subscriber(receiver);
        Await.until(() -> {
            sender.publish(List.of(GREETING));
            return subscriber.hasReceivedSoon(GREETING);
        });
        return subscriber;
    }

    private static final class Subscriber implements ClusterBus.Listener {
        private final Queue<String> received = new ConcurrentLinkedQueue<>();
        private final ClusterBus.Registration registration;

        Subscriber(ClusterBus bus) {
            registration = bus.subscribe(this);
        }

        @Override
        public void received(String notice) {
            received.add(notice);
        }

        @Override
        public void mayHaveMissed() {}

        List<String> received() {
            return List.copyOf(received);
        }

        boolean hasReceivedSoon(String notice) {
            try {
                Await.until(() -> received.contains(notice), Duration.ofMillis(50));
                return true;
            } catch (AssertionError notYet) {
                return false;
            }
        }

        void awaitAll(String... notices) {
            List<String> expected = List.of(notices);
            Await.until(() -> received.containsAll(expected));
        }
    }

    private static final class FailingListener implements ClusterBus.Listener {
        @Override
        public void received(String notice) {
            throw new IllegalStateException("a subscriber that fails");
        }

        @Override
        public void mayHaveMissed() {
            throw new IllegalStateException("a subscriber that fails");
        }
    }
}
