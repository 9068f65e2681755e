package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.core.routing.RoutingStrategies;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares the estimates that customers are told with the waits that follow, over an engine that routes by scripted time. */
class WaitEstimateTest extends EngineTest {
    private static final Duration MEAN = Duration.ofSeconds(90);
    private static final int SESSIONS = 1200;
    private static final int AGENTS = 6;
    private static final int CAPACITY = 2;

    /** After so many sessions the load changes between too low for a queue and too high. */
    private static final int TIDE = 60;

    /** So many are started before an estimate counts. */
    private static final int WARM_UP = 120;

    private final PriorityQueue<Served> served = new PriorityQueue<>(Comparator.comparing(Served::end));
    private final Map<SessionId, WaitEstimate> told = new HashMap<>();
    private final List<SessionId> waiting = new ArrayList<>();
    private int within;
    private int cases;

    private record Served(SessionId session, String agent, Instant end) {}

    @Override
    ChatEngineContract contract() {
        return new ChatEngineContract() {
            @Override
            protected ChatStore newStore() {
                return new MemoryChatStore();
            }
        };
    }

    @Test
    void nine_of_ten_customers_wait_no_longer_than_they_were_told() {
        restart(unlimited()
                .agentCapacity(CAPACITY)
                .routing(RoutingPolicy.builder()
                        .strategy(RoutingStrategies.leastBusy())
                        .build()));
        Random random = new Random(3);
        Instant arrival = time.instant();
        for (int started = 0; started < SESSIONS; ) {
            IntStream.range(0, AGENTS).forEach(agent -> agent("agent-" + agent));
            while (!arrival.isAfter(time.instant())) {
                start(started++);
                double load = started / TIDE % 2 == 0 ? 0.7 : 1.3;
                arrival = arrival.plus(exponential(random, 1 / (load * AGENTS * CAPACITY)));
            }
            pass(TICK);
            settle();
            endThoseThatAreDue();
            pass(Duration.ofMillis(60));
            settle();
            noteThoseThatAreServed(random);
        }

        assertThat(cases).isGreaterThan(SESSIONS / 4);
        assertThat(within / (double) cases).isBetween(0.85, 0.95);
    }

    private void start(int number) {
        String customer = "customer-" + number;
        SessionId session = started(customer);
        WaitEstimate estimate = customer(customer).session(session).estimatedWait();
        waiting.add(session);
        if (estimate != null && number >= WARM_UP) {
            told.put(session, estimate);
        }
    }

    private void endThoseThatAreDue() {
        while (!served.isEmpty() && !served.element().end().isAfter(time.instant())) {
            Served due = served.remove();
            agent(due.agent()).end(EndSession.of(due.session()));
        }
    }

    private void noteThoseThatAreServed(Random random) {
        waiting.removeIf(id -> {
            Session session = stored(id);
            Assignment assignment = session.assignment();
            if (assignment == null) {
                return false;
            }
            Instant since = Objects.requireNonNull(session.timeline().firstAssignedAt());
            served.add(new Served(id, assignment.agent().value(), since.plus(exponential(random, 1))));
            WaitEstimate estimate = told.get(id);
            if (estimate != null) {
                Duration waited = Duration.between(session.timeline().createdAt(), since);
                cases++;
                within += waited.compareTo(estimate.p90()) <= 0 ? 1 : 0;
            }
            return true;
        });
    }

    private static Duration exponential(Random random, double means) {
        return Duration.ofMillis(Math.round(-Math.log(1 - random.nextDouble()) * means * MEAN.toMillis()));
    }
}
