package dev.helpline.chat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.testkit.fault.FaultProxy;
import dev.helpline.chat.testkit.time.Await;
import dev.helpline.chat.testkit.time.ScriptedTime;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the bus over Redis does when the way to Redis fails. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RedisClusterBusFaultsTest {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final FaultProxy proxy = closing(FaultProxy.before(RedisTestServer.port()));
    private final RedisClient client = RedisTestServer.clientAt(proxy.port());
    private final ClusterBus bus = bus(client);

    RedisClusterBusFaultsTest() {
        opened.push(() -> RedisTestServer.shutdown(client));
    }

    @AfterEach
    void closeAll() throws Exception {
        bus.close();
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Test
    void after_its_connections_were_cut_it_says_so_and_carries_notices_again() {
        Subscriber subscriber = connected();
        int missed = subscriber.missed.get();

        proxy.resetAll();

        Await.until(() -> subscriber.missed.get() > missed);
        Await.until(() -> published("again"));
        Await.until(() -> subscriber.received.contains("again"));
    }

    @Test
    void a_bus_whose_redis_is_down_connects_as_soon_as_it_is_there() {
        proxy.refuse();
        proxy.resetAll();
        ClusterBus late = closing(bus(client));
        Subscriber subscriber = new Subscriber();
        late.subscribe(subscriber);
        assertThatIllegalStateException().isThrownBy(() -> late.publish(List.of("lost")));
        assertThat(subscriber.missed).hasValue(0);

        proxy.accept();

        Await.until(() -> subscriber.missed.get() > 0);
    }

    @Test
    void publishing_to_a_redis_that_is_silent_fails_after_a_while() {
        connected();
        Await.until(() -> published("first"));
        proxy.pause();

        assertThat(published("second")).isFalse();

        proxy.resume();
    }

    @Test
    void it_closes_while_redis_is_down() {
        proxy.refuse();
        proxy.resetAll();
        ClusterBus late = bus(client);
        late.subscribe(new Subscriber());
        long begin = System.nanoTime();

        late.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void a_message_sent_on_one_node_wakes_a_poll_that_waits_on_another() throws Exception {
        ScriptedTime standingStill = ScriptedTime.startingAt("2026-01-05T09:00:00Z");
        MemoryChatStore store = closing(new MemoryChatStore());
        ClusterBus otherBus = closing(bus(client));
        connected();
        ChatEngine here = closing(ChatEngine.builder(store)
                .scheduler(standingStill)
                .clusterBus(bus)
                .build());
        ChatEngine there = closing(ChatEngine.builder(store)
                .scheduler(standingStill)
                .clusterBus(otherBus)
                .build());
        Await.until(() -> heardBy(otherBus));
        CustomerChat carla = there.customer(Principal.customer("carla", null));
        SessionId session = carla.start(StartSession.PLAIN).session().id();
        String cursor = carla.poll(PollRequest.everything(session, null)).cursor();
        CompletableFuture<PollAnswer> poll = carla.pollAsync(
                        PollRequest.everything(session, cursor).waiting(Duration.ofSeconds(20)))
                .toCompletableFuture();

        here.agent(Principal.agent("anton", Role.AGENT, null, null)).send(SendMessage.of(session, "one"));

        assertThat(poll.get(60, TimeUnit.SECONDS).messages())
                .extracting(Entry::author)
                .isNotEmpty();
    }

    private boolean heardBy(ClusterBus other) {
        Subscriber subscriber = new Subscriber();
        ClusterBus.Registration registration = other.subscribe(subscriber);
        boolean heard = published("hello") && isSoon(subscriber, "hello");
        registration.close();
        return heard;
    }

    private static boolean isSoon(Subscriber subscriber, String notice) {
        try {
            Await.until(() -> subscriber.received.contains(notice), Duration.ofMillis(50));
            return true;
        } catch (AssertionError notYet) {
            return false;
        }
    }

    private boolean published(String notice) {
        try {
            bus.publish(List.of(notice));
            return true;
        } catch (IllegalStateException notConnected) {
            return false;
        }
    }

    private Subscriber connected() {
        Subscriber subscriber = new Subscriber();
        bus.subscribe(subscriber);
        Await.until(() -> subscriber.missed.get() > 0);
        return subscriber;
    }

    private static ClusterBus bus(RedisClient over) {
        return RedisClusterBus.builder(over).channel("faults").build();
    }

    private <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    private static final class Subscriber implements ClusterBus.Listener {
        private final Queue<String> received = new ConcurrentLinkedQueue<>();
        private final AtomicInteger missed = new AtomicInteger();

        @Override
        public void received(String notice) {
            received.add(notice);
        }

        @Override
        public void mayHaveMissed() {
            missed.incrementAndGet();
        }
    }
}
