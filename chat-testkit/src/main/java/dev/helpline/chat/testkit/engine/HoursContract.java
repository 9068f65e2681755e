package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.hours.WeeklyHours;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.OfflineMessages;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What customers are told, and how their sessions wait, outside business hours and while no agent is online. */
abstract class HoursContract extends EngineTest {
    private static final Instant OPENS = Instant.parse("2026-01-05T11:00:00Z");
    private static final Instant CLOSES = Instant.parse("2026-01-05T18:00:00Z");

    /** Tests begin at 9 on a Monday, two hours before it opens. */
    @BeforeEach
    void keepHours() {
        open(unlimited());
    }

    private void open(ChatPolicy.Builder policy) {
        engine.close();
        engine = closing(engineBuilder(store, policy.build())
                .businessHours(WeeklyHours.builder(ZoneOffset.UTC)
                        .open(DayOfWeek.MONDAY, LocalTime.of(11, 0), LocalTime.of(18, 0))
                        .build())
                .build());
    }

    @Test
    void the_engine_says_whether_it_is_open_and_when_that_changes() {
        assertThat(engine.availability().open()).isFalse();
        assertThat(engine.availability().opensAt()).isEqualTo(OPENS);
        assertThat(engine.availability().closesAt()).isNull();

        time.advance(Duration.ofHours(2));

        assertThat(engine.availability().open()).isTrue();
        assertThat(engine.availability().opensAt()).isNull();
        assertThat(engine.availability().closesAt()).isEqualTo(CLOSES);
    }

    @Test
    void a_customer_who_comes_outside_of_hours_is_told_and_leaves_a_message() {
        SessionId session = watched(carla().start(StartSession.builder()
                        .initialMessage("my order is late")
                        .topic(Topic.builder().locale("fr").build())
                        .build())
                .session()
                .id());

        List<Entry> log = log(session);
        assertThat(log)
                .extracting(EngineTest::word)
                .containsExactly("session_started", "outside_hours", "my order is late");
        assertThat(log.get(1).text()).isEqualTo("Nous sommes actuellement fermés. Un agent répondra à la réouverture.");
        assertThat(log.get(1).metadata()).isEqualTo("{\"opensAt\":\"2026-01-05T11:00:00.000Z\"}");
        assertThat(stored(session).offline()).isTrue();
    }

    @Test
    void a_customer_who_comes_within_hours_waits_in_the_queue() {
        time.advance(Duration.ofHours(2));

        SessionView view = carla().start(StartSession.PLAIN);

        assertThat(log(watched(view.session().id())))
                .extracting(EngineTest::word)
                .containsExactly("session_started");
        assertThat(view.session().offline()).isFalse();
        assertThat(view.queuePosition()).isEqualTo(1);
    }

    @Test
    void a_message_left_behind_is_promised_no_place_and_no_wait() {
        SessionId session = started();
        anton().agents();
        pass(TICK);

        SessionView view = carla().session(session);
        SessionView polled = carla().poll(everything(session, null)).view();

        assertThat(view.queuePosition()).isNull();
        assertThat(view.estimatedWait()).isNull();
        assertThat(polled.queuePosition()).isNull();
    }

    @Test
    void a_message_left_behind_outlasts_the_absence_of_its_customer() {
        SessionId left = started();
        pass(Duration.ofHours(2));
        SessionId live = started("live");

        pass(Duration.ofHours(20));
        pass(Duration.ofSeconds(20));

        assertThat(stored(left).state()).isEqualTo(SessionState.WAITING);
        assertThat(stored(live).state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void messages_left_behind_are_the_first_when_agents_are_back() {
        SessionId first = started("first");
        pass(TICK);
        SessionId second = started("second");
        pass(Duration.ofHours(2));
        SessionId live = started("live");

        assertThat(anton().openSessions(OpenSessionQuery.builder().build(), 1, 10)
                        .sessions())
                .extracting(summary -> summary.view().session().id())
                .containsExactly(first, second, live);
    }

    @Test
    void once_an_agent_has_it_a_message_left_behind_is_a_session_like_any_other() {
        SessionId session = started();
        pass(Duration.ofHours(2));

        antonSays(session, "good morning");
        boolean offline = stored(session).offline();
        pass(Duration.ofMinutes(31));
        pass(Duration.ofSeconds(20));

        assertThat(offline).isFalse();
        assertThat(stored(session).state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void a_host_may_let_customers_wait_in_the_queue_outside_of_hours() {
        open(unlimited().offlineMessages(OfflineMessages.NEVER));

        SessionView view = carla().start(StartSession.PLAIN);

        assertThat(log(watched(view.session().id())))
                .extracting(EngineTest::word)
                .containsExactly("session_started", "outside_hours");
        assertThat(view.session().offline()).isFalse();
        assertThat(view.queuePosition()).isEqualTo(1);
    }

    @Test
    void a_host_may_take_messages_while_no_agent_is_online() {
        open(unlimited().offlineMessages(OfflineMessages.WHEN_CLOSED_OR_UNSTAFFED));
        time.advance(Duration.ofHours(2));

        SessionId unstaffed = started();
        anton().agents();
        pass(TICK);
        SessionId staffed = started("other");

        assertThat(log(unstaffed)).extracting(EngineTest::word).containsExactly("session_started", "no_agent_online");
        assertThat(stored(unstaffed).offline()).isTrue();
        assertThat(log(staffed)).extracting(EngineTest::word).containsExactly("session_started");
        assertThat(stored(staffed).offline()).isFalse();
    }
}
