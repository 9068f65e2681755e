package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.QueueOrder;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.WaitingSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sessions that wait for an agent, and how long others were served. */
abstract class WaitingQueueContract extends StoreTest {
    private static final Instant TEN = CommitBuilder.START.plusSeconds(10);

    @Test
    void the_urgent_wait_first_then_the_old_then_the_smaller_id() {
        stored(CommitBuilder.creating("low").priority(Priority.LOW));
        stored(CommitBuilder.creating("normal-young").at(Duration.ofSeconds(9)));
        stored(CommitBuilder.creating("normal-twin-b").at(Duration.ofSeconds(5)));
        stored(CommitBuilder.creating("normal-twin-a").at(Duration.ofSeconds(5)));
        stored(CommitBuilder.creating("high").priority(Priority.HIGH).at(Duration.ofSeconds(20)));
        stored(CommitBuilder.creating("urgent").priority(Priority.URGENT).at(Duration.ofSeconds(30)));

        assertThat(store.waitingSessions(10))
                .extracting(waiting -> waiting.id().value())
                .containsExactly("urgent", "high", "normal-twin-a", "normal-twin-b", "normal-young", "low");
        assertThat(store.waitingSessions(2))
                .extracting(waiting -> waiting.id().value())
                .containsExactly("urgent", "high");
    }

    @Test
    void a_priority_is_a_head_start_so_that_each_session_is_served_once() {
        stored(CommitBuilder.creating("low").priority(Priority.LOW));
        stored(CommitBuilder.creating("normal-soon").at(Duration.ofMinutes(15).minusMillis(1)));
        stored(CommitBuilder.creating("normal-tie").at(Duration.ofMinutes(15)));
        stored(CommitBuilder.creating("normal-late").at(Duration.ofMinutes(15).plusMillis(1)));
        stored(CommitBuilder.creating("high").priority(Priority.HIGH).at(Duration.ofMinutes(30)));
        stored(CommitBuilder.creating("urgent").priority(Priority.URGENT).at(Duration.ofMinutes(75)));

        List<String> order = ids(store.openSessions(OpenSessionQuery.ALL, null, 0, 10));

        assertThat(order).containsExactly("normal-soon", "high", "low", "normal-tie", "urgent", "normal-late");
        assertThat(store.waitingSessions(10))
                .extracting(waiting -> waiting.id().value())
                .isEqualTo(order);
        assertThat(store.openSessions(OpenSessionQuery.ALL, null, 0, 10)).isSortedAccordingTo(QueueOrder.FIRST_SERVED);
    }

    @Test
    void only_sessions_without_an_agent_wait() {
        stored(CommitBuilder.after(created("s1")).assign("a", 1));
        stored(CommitBuilder.after(created("s2")).assign("a", 2).hold());
        stored(CommitBuilder.after(created("s3")).end());
        created("s4");
        stored(CommitBuilder.creating("s5").department("Billing ").at(Duration.ofSeconds(1)));

        assertThat(store.waitingSessions(10))
                .containsExactly(WaitingSession.of(id("s4"), null), WaitingSession.of(id("s5"), "Billing "));
    }

    @Test
    void in_an_empty_store_no_session_waits() {
        assertThat(store.waitingSessions(10)).isEmpty();
        assertThat(store.recentServiceTimes(Instant.EPOCH, 10)).isEmpty();
    }

    @Test
    void a_service_lasts_from_the_first_agent_to_the_end_the_latest_end_first() {
        served("s1", Duration.ofSeconds(1), Duration.ofSeconds(4));
        served("s2", Duration.ofSeconds(0), Duration.ofMillis(9_500));
        served("s3", Duration.ofSeconds(5), Duration.ofSeconds(5));
        assigned("s4", Duration.ofSeconds(1));
        created("s5");

        assertThat(store.recentServiceTimes(CommitBuilder.START, 10))
                .containsExactly(Duration.ofMillis(9_500), Duration.ZERO, Duration.ofSeconds(3));
    }

    @Test
    void services_reach_back_to_that_very_instant_and_no_further() {
        served("s1", Duration.ZERO, Duration.ofSeconds(10));
        served("s2", Duration.ZERO, Duration.ofMillis(9_999));

        assertThat(store.recentServiceTimes(TEN, 10)).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void services_are_at_most_the_limit() {
        served("s1", Duration.ZERO, Duration.ofSeconds(1));
        served("s2", Duration.ZERO, Duration.ofSeconds(2));

        assertThat(store.recentServiceTimes(CommitBuilder.START, 1)).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void sessions_without_an_agent_and_those_that_were_reopened_were_not_served() {
        stored(CommitBuilder.after(created("s1")).end());
        Session reopened = stored(CommitBuilder.after(served("s2", Duration.ZERO, Duration.ofSeconds(2)))
                .at(TEN)
                .reopen(1));
        assertThat(store.recentServiceTimes(CommitBuilder.START, 10)).isEmpty();

        stored(CommitBuilder.after(reopened).at(TEN.plusSeconds(1)).end());

        assertThat(store.recentServiceTimes(CommitBuilder.START, 10)).isEmpty();
    }

    @Test
    void a_service_goes_on_when_the_session_is_passed_on() {
        Session passed = stored(CommitBuilder.after(assigned("s1", Duration.ofSeconds(2)))
                .at(TEN)
                .assign("b", 1));
        stored(CommitBuilder.after(passed).at(TEN.plusSeconds(5)).end());

        assertThat(store.recentServiceTimes(CommitBuilder.START, 10)).containsExactly(Duration.ofSeconds(13));
    }

    private Session assigned(String id, Duration assigned) {
        return stored(CommitBuilder.after(created(id)).at(assigned).assign("agent-of-" + id, 1));
    }

    private Session served(String id, Duration assigned, Duration ended) {
        return stored(CommitBuilder.after(assigned(id, assigned)).at(ended).end());
    }
}
