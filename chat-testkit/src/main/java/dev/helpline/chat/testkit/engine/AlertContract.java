package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.alert.AlertSettings;
import dev.helpline.chat.core.board.BoardAlert;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.policy.ServiceLevel;
import dev.helpline.chat.core.policy.SlaPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.notify.Alert;
import dev.helpline.chat.spi.notify.AlertChannel;
import dev.helpline.chat.spi.notify.AlertPreferences;
import dev.helpline.chat.spi.notify.AlertType;
import dev.helpline.chat.spi.notify.Notifier;
import dev.helpline.chat.spi.notify.QuietHours;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which agents are alerted to what, once, and what a notifier that fails costs. */
abstract class AlertContract extends EngineTest {
    private static final String BERTA = "berta";
    private static final String SUE = "sue";
    private static final Principal OF_SALES = Principal.agent("sal", Role.AGENT, null, "Sales");

    private static final AlertPreferences ALWAYS =
            AlertPreferences.builder().whileOnline(true).build();

    private final Queue<Alert> sent = new ConcurrentLinkedQueue<>();

    /** Anton and Berta are agents without a department, Sal is one of sales, and Sue is a supervisor. */
    @BeforeEach
    void enrolTheTeam() {
        notify(sent::add);
        anton().agents();
        agent(BERTA).agents();
        supervisor(SUE).agents();
        engine.agent(OF_SALES).agents();
    }

    private void notify(Notifier notifier) {
        engine.close();
        engine = engineWith(notifier);
    }

    private ChatEngine engineWith(Notifier notifier) {
        SlaPolicy sla = SlaPolicy.builder()
                .level(ServiceLevel.builder()
                        .assignment(Duration.ofMinutes(2))
                        .firstResponse(Duration.ofMinutes(5))
                        .build())
                .build();
        return closing(
                engineBuilder(store, unlimited().sla(sla).alertDefaults(ALWAYS).build())
                        .notifier(notifier)
                        .build());
    }

    @Test
    void all_agents_are_alerted_to_a_session_that_waits() {
        SessionId session = started();

        assertAlerts(4, AlertType.WAITING, session, ANTON, BERTA, "sal", SUE);
    }

    @Test
    void the_agents_of_a_department_are_alerted_to_a_session_that_comes_into_their_queue() {
        SessionId session = active();
        Await.until(() -> sent.size() == 4);
        sent.clear();

        anton().transfer(TransferSession.toDepartment(session, "Sales").build());

        assertAlerts(1, AlertType.WAITING, session, "sal");
    }

    @Test
    void an_agent_who_is_given_a_session_is_alerted_and_one_who_claims_it_is_not() {
        SessionId session = active();
        Await.until(() -> sent.size() == 4);
        sent.clear();

        anton().transfer(TransferSession.toAgent(session, agentId(BERTA)).build());

        assertAlerts(1, AlertType.ASSIGNED, session, BERTA);
    }

    @Test
    void an_agent_whom_a_note_mentions_is_alerted() {
        SessionId session = active();
        Await.until(() -> sent.size() == 4);
        sent.clear();

        anton().note(AddNote.of(session, "@" + BERTA + " @" + ANTON + " look"));

        assertAlerts(1, AlertType.MENTIONED, session, BERTA);
        assertThat(sent.element().event().text()).contains("look");
    }

    @Test
    void supervisors_are_alerted_to_an_escalation() {
        SessionId session = active();
        Await.until(() -> sent.size() == 4);
        sent.clear();

        anton().escalate(session, "help");

        assertAlerts(1, AlertType.ESCALATED, session, SUE);
    }

    @Test
    void a_wait_that_is_too_long_alerts_all_and_a_late_response_its_agent_and_the_supervisors() {
        SessionId session = started();
        Await.until(() -> sent.size() == 4);
        sent.clear();

        pass(Duration.ofMinutes(2));
        pass(Duration.ofSeconds(7));
        assertAlerts(4, AlertType.WAITING_TOO_LONG, session, ANTON, BERTA, "sal", SUE);
        anton().claim(session);
        sent.clear();
        pass(Duration.ofMinutes(3));
        pass(Duration.ofSeconds(7));

        assertAlerts(2, AlertType.SLA_BREACHED, session, ANTON, SUE);
    }

    @Test
    void an_alert_says_whether_its_recipient_is_online_when_it_is_delivered() {
        agent(BERTA).choosePresence(Presence.AWAY);

        started();

        Await.until(() -> sent.size() == 4);
        assertThat(sent)
                .filteredOn(alert -> alert.recipient().id().value().equals(BERTA))
                .extracting(Alert::presence)
                .containsExactly(Presence.AWAY);
        assertThat(sent)
                .filteredOn(alert -> alert.recipient().id().value().equals(ANTON))
                .extracting(Alert::presence)
                .containsExactly(Presence.ONLINE);
    }

    @Test
    void an_agent_gets_the_alerts_that_they_want_by_the_channel_of_a_notifier() {
        Queue<Alert> mailed = new ConcurrentLinkedQueue<>();
        engine.close();
        AlertPreferences waitsByPush = ALWAYS.toBuilder()
                .channels(AlertType.WAITING, Set.of(AlertChannel.PUSH))
                .build();
        engine = closing(
                engineBuilder(store, unlimited().alertDefaults(waitsByPush).build())
                        .notifier(sent::add)
                        .notifier(mailer(mailed))
                        .build());
        assertThat(agent(BERTA).alertSettings().channels())
                .containsExactlyInAnyOrder(AlertChannel.PUSH, AlertChannel.MAIL);
        prefer(BERTA, ALWAYS.toBuilder().channels(AlertType.WAITING, Set.of(AlertChannel.MAIL)));
        prefer("sal", ALWAYS.toBuilder().channels(AlertType.WAITING, Set.of()));

        SessionId session = started();

        assertAlerts(2, AlertType.WAITING, session, ANTON, SUE);
        Await.until(() -> mailed.size() == 1);
        assertThat(mailed.element().recipient().id()).isEqualTo(agentId(BERTA));
        sent.clear();
        mailed.clear();

        anton().claim(session);
        anton().transfer(TransferSession.toAgent(session, agentId(BERTA)).build());

        assertAlerts(1, AlertType.ASSIGNED, session, BERTA);
        Await.until(() -> mailed.size() == 1);
    }

    private static Notifier mailer(Queue<Alert> mailed) {
        return new Notifier() {
            @Override
            public void send(Alert alert) {
                mailed.add(alert);
            }

            @Override
            public AlertChannel channel() {
                return AlertChannel.MAIL;
            }
        };
    }

    @Test
    void an_agent_who_is_online_is_alerted_only_if_they_want_it() {
        prefer(ANTON, AlertPreferences.builder());
        prefer(BERTA, AlertPreferences.builder());
        agent(BERTA).choosePresence(Presence.AWAY);

        SessionId session = started();

        assertAlerts(3, AlertType.WAITING, session, BERTA, "sal", SUE);
    }

    @Test
    void an_agent_is_not_alerted_in_quiet_hours() {
        LocalTime now =
                LocalTime.ofInstant(time.instant(), ZoneId.of("Asia/Tokyo")).truncatedTo(ChronoUnit.MINUTES);
        prefer(ANTON, quiet(now, now.plusHours(1)));
        prefer(BERTA, quiet(now.plusHours(1), now));
        prefer("sal", quiet(now.minusHours(1), now.plusMinutes(1)));

        SessionId first = started();
        assertAlerts(2, AlertType.WAITING, first, BERTA, SUE);
        anton().end(EndSession.of(first));
        sent.clear();
        pass(Duration.ofMinutes(1));

        SessionId second = started("carlo");
        assertAlerts(3, AlertType.WAITING, second, BERTA, "sal", SUE);
    }

    private static AlertPreferences.Builder quiet(LocalTime from, LocalTime to) {
        return ALWAYS.toBuilder().quietHours(QuietHours.of(ZoneId.of("Asia/Tokyo"), from, to));
    }

    @Test
    void preferences_are_an_agents_own_and_hold_on_all_nodes() {
        ChatEngine other = engineWith(sent::add);
        AlertPreferences wanted =
                AlertPreferences.builder().channels(AlertType.WAITING, Set.of()).build();

        assertThat(anton().alertSettings().find()).isEqualTo(ALWAYS);
        assertThat(anton().alertSettings().save(wanted)).isEqualTo(wanted);

        assertThat(other.agent(Principal.agent(ANTON, Role.AGENT, null, null))
                        .alertSettings()
                        .find())
                .isEqualTo(wanted);
        assertThat(agent(BERTA).alertSettings().find()).isEqualTo(ALWAYS);
        assertThat(agent(BERTA).alertSettings().defaults()).isEqualTo(ALWAYS);
    }

    @Test
    void preferences_change_nothing_on_the_board() {
        prefer(ANTON, AlertPreferences.builder().channels(AlertType.WAITING, Set.of()));
        pass(TICK);
        String cursor = anton().board(BoardRequest.SNAPSHOT).cursor();

        started();
        pass(TICK);

        assertThat(anton().board(BoardRequest.after(cursor)).alerts())
                .extracting(BoardAlert::type)
                .containsExactly(AlertType.WAITING);
    }

    @Test
    void a_deactivated_agent_may_not_save_preferences() {
        AlertSettings settings = agent(BERTA).alertSettings();
        engine.setAgentActive(agentId(BERTA), false);

        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> settings.save(ALWAYS))
                .extracting(ChatException::code)
                .isEqualTo(ErrorCode.AGENT_INACTIVE);
        assertThatExceptionOfType(ChatException.class).isThrownBy(settings::find);
    }

    private void prefer(String agent, AlertPreferences.Builder wanted) {
        (agent.equals("sal") ? engine.agent(OF_SALES) : agent(agent))
                .alertSettings()
                .save(wanted.build());
    }

    @Test
    void a_deactivated_agent_is_alerted_to_nothing() {
        engine.setAgentActive(agentId(BERTA), false);

        SessionId session = started();

        assertAlerts(3, AlertType.WAITING, session, ANTON, "sal", SUE);
    }

    @Test
    void several_engines_send_an_alert_once() {
        for (int i = 0; i < 2; i++) {
            engineWith(sent::add);
        }

        SessionId session = started();
        passSlowly(Duration.ofSeconds(5));

        assertAlerts(4, AlertType.WAITING, session, ANTON, BERTA, "sal", SUE);
    }

    @Test
    void a_notifier_that_fails_is_tried_again_after_a_while_and_delays_no_other_alert() {
        Queue<String> tried = new ConcurrentLinkedQueue<>();
        notify(alert -> {
            tried.add(alert.recipient().id().value());
            if (alert.recipient().id().value().equals(BERTA) && count(tried, BERTA) < 3) {
                throw new IllegalStateException("no network");
            }
        });

        started();
        Await.until(() -> tried.size() == 4);
        pass(Duration.ofSeconds(1));
        Await.until(() -> count(tried, BERTA) == 2);
        pass(Duration.ofSeconds(9));
        assertThat(count(tried, BERTA)).isEqualTo(2);
        pass(Duration.ofSeconds(1));
        Await.until(() -> count(tried, BERTA) == 3);

        assertThat(tried).hasSize(6);
        assertThat(engine.droppedAlerts()).isZero();
    }

    @Test
    void an_alert_that_fails_four_times_is_dropped_and_counted() {
        Queue<String> tried = new ConcurrentLinkedQueue<>();
        notify(alert -> {
            tried.add(alert.recipient().id().value());
            throw new IllegalStateException("no network");
        });

        started();
        for (int failures : List.of(4, 8, 12)) {
            Await.until(() -> tried.size() == failures);
            workers.awaitIdle();
            passUntilTried(tried, failures);
        }

        Await.until(() -> engine.droppedAlerts() == 4);
        assertThat(tried).hasSize(16);
    }

    /** Lets time pass until a further attempt is made, or a minute is over. */
    private void passUntilTried(Queue<String> tried, int so) {
        for (int second = 0; second < 61 && tried.size() == so; second++) {
            pass(TICK);
        }
    }

    private static long count(Queue<String> tried, String agent) {
        return tried.stream().filter(agent::equals).count();
    }

    @Test
    void a_notifier_that_hangs_does_not_delay_the_engine() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch called = new CountDownLatch(1);
        notify(alert -> {
            called.countDown();
            hanging.await();
        });
        try {
            SessionId session = started();
            assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();

            AgentDesk desk = anton();
            desk.claim(session);

            assertThat(antonSays(session, "Hello").seq()).isPositive();
        } finally {
            hanging.countDown();
        }
    }

    private void assertAlerts(int count, AlertType type, SessionId session, String... recipients) {
        Await.until(() -> sent.size() >= count);
        assertThat(sent).extracting(Alert::type).containsOnly(type);
        assertThat(sent).extracting(alert -> alert.session().id()).containsOnly(session);
        assertThat(sent).extracting(alert -> alert.recipient().id().value()).containsExactlyInAnyOrder(recipients);
    }
}
