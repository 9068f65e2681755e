package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.board.BoardAlert;
import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.policy.ServiceLevel;
import dev.helpline.chat.core.policy.SlaPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.notify.AlertType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts on the board: each agent is told of those that concern this agent, once per cursor, from whichever node they come. */
abstract class BoardAlertContract extends EngineTest {
    private static final String BERTA = "berta";
    private static final String SUE = "sue";

    /** Longer than changes are gathered, and longer than another node's changes take. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final AgentId berta = new AgentId(BERTA);

    private ChatEngine other;

    @BeforeEach
    void enrolTheTeam() {
        engine.close();
        engine = withServiceLevels();
        other = withServiceLevels();
        anton().agents();
        desk(engine, BERTA, Role.AGENT).agents();
        desk(engine, SUE, Role.SUPERVISOR).agents();
        engine.agent(Principal.agent("sal", Role.AGENT, null, "Sales")).agents();
    }

    private ChatEngine withServiceLevels() {
        SlaPolicy sla = SlaPolicy.builder()
                .level(ServiceLevel.builder()
                        .assignment(Duration.ofMinutes(2))
                        .firstResponse(Duration.ofMinutes(5))
                        .build())
                .build();
        return closing(engineBuilder(
                        store,
                        unlimited().sla(sla).reopenWindow(Duration.ofDays(1)).build())
                .build());
    }

    @Test
    void a_snapshot_tells_no_alerts() {
        started();
        pass(SOON);

        assertThat(reading(engine, BERTA, Role.AGENT).next()).isEmpty();
    }

    @Test
    void a_session_that_waits_alerts_each_agent_once() {
        Reading bertas = reading(engine, BERTA, Role.AGENT);
        Reading there = reading(other, BERTA, Role.AGENT);

        SessionId session = started();
        pass(SOON);

        assertThat(bertas.next()).containsExactly("WAITING " + session);
        assertThat(there.next()).containsExactly("WAITING " + session);
        carlaSays(session, "Hello?");
        pass(SOON);
        assertThat(bertas.next()).isEmpty();
        assertThat(there.next()).isEmpty();
    }

    @Test
    void only_agents_of_the_department_are_alerted_to_a_session_in_its_queue() {
        SessionId session = active();
        Reading bertas = reading(other, BERTA, Role.AGENT);
        Reading sals = reading(other, "sal", Role.AGENT, "Sales");
        Reading here = reading(engine, "sal", Role.AGENT, "Sales");

        anton().transfer(TransferSession.toDepartment(session, "Sales").build());
        pass(SOON);

        assertThat(bertas.next()).isEmpty();
        assertThat(sals.next()).containsExactly("WAITING " + session);
        assertThat(here.next()).containsExactly("WAITING " + session);
    }

    @Test
    void an_agent_who_is_given_a_session_is_alerted_at_every_node_and_one_who_claims_it_is_not() {
        SessionId session = started();
        Reading antons = reading(other, ANTON, Role.AGENT);
        Reading bertas = reading(other, BERTA, Role.AGENT);

        anton().claim(session);
        pass(SOON);
        List<String> claimed = antons.next();
        anton().transfer(TransferSession.toAgent(session, berta).build());
        pass(SOON);

        assertThat(claimed).isEmpty();
        assertThat(antons.next()).isEmpty();
        assertThat(bertas.next()).containsExactly("ASSIGNED " + session);
    }

    @Test
    void each_mention_counts_and_several_alerts_of_another_type_are_told_as_one() {
        SessionId session = started();
        anton().claim(session);
        Reading bertas = reading(engine, BERTA, Role.AGENT);
        Reading there = reading(other, BERTA, Role.AGENT);

        anton().note(AddNote.of(session, "@" + BERTA + " look"));
        anton().note(AddNote.of(session, "@" + BERTA + " please"));
        for (int i = 0; i < 3; i++) {
            anton().transfer(TransferSession.toQueue(session).build());
            anton().claim(session);
        }
        anton().transfer(TransferSession.toQueue(session).build());
        pass(SOON);

        String mentioned = "MENTIONED " + session;
        assertThat(bertas.next()).containsExactlyInAnyOrder(mentioned, mentioned, "WAITING " + session);
        assertThat(there.next()).containsExactlyInAnyOrder(mentioned, mentioned, "WAITING " + session);
    }

    @Test
    void supervisors_are_alerted_to_escalations_and_breaches() {
        SessionId session = active();
        Reading sues = reading(engine, SUE, Role.SUPERVISOR);
        Reading there = reading(other, SUE, Role.SUPERVISOR);
        Reading bertas = reading(other, BERTA, Role.AGENT);

        anton().escalate(session, "help");
        pass(SOON);
        SessionId late = started();
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(30));
            List.of(sues, there, bertas).forEach(Reading::next);
        }

        String tooLong = "WAITING_TOO_LONG " + late;
        assertThat(sues.all()).containsExactly("ESCALATED " + session, "WAITING " + late, tooLong);
        assertThat(there.all()).containsExactly("ESCALATED " + session, "WAITING " + late, tooLong);
        assertThat(bertas.all()).containsExactly("WAITING " + late, tooLong);
    }

    @Test
    void an_agent_is_told_the_newest_fifty_alerts_at_most() {
        Reading bertas = reading(engine, BERTA, Role.AGENT);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            SessionId session = engine.customer(Principal.customer("c" + i, null))
                    .start(StartSession.PLAIN)
                    .session()
                    .id();
            expected.add("WAITING " + session);
            pass(Duration.ofMillis(100));
        }

        assertThat(bertas.next()).containsExactlyElementsOf(expected.subList(10, 60));
        assertThat(bertas.next()).isEmpty();
    }

    @Test
    void a_session_that_has_ended_meanwhile_alerts_no_agent() {
        SessionId session = started();
        anton().claim(session);
        Reading bertas = reading(engine, BERTA, Role.AGENT);

        anton().end(EndSession.of(session));
        anton().note(AddNote.of(session, "@" + BERTA + " look"));
        pass(SOON);

        assertThat(bertas.next()).isEmpty();
    }

    @Test
    void a_reopened_session_is_told_at_every_node_without_what_was_before_its_end() {
        SessionId session = started();
        anton().claim(session);
        anton().note(AddNote.of(session, "@" + BERTA + " look"));
        anton().end(EndSession.of(session));
        Reading there = reading(other, BERTA, Role.AGENT);

        anton().reopen(session);
        anton().transfer(TransferSession.toAgent(session, berta).build());
        pass(SOON);

        assertThat(there.next()).containsExactly("ASSIGNED " + session);
    }

    @Test
    void a_waiting_request_gets_the_alert_and_what_caused_it() {
        AgentDesk desk = desk(engine, BERTA, Role.AGENT);
        SessionId session = active();
        pass(SOON);
        String cursor = desk.board(BoardRequest.SNAPSHOT).cursor();
        CompletableFuture<BoardAnswer> waiting = desk.boardAsync(
                        BoardRequest.after(cursor).waiting(BoardRequest.MAX_WAIT))
                .toCompletableFuture();

        Entry note = anton().note(AddNote.of(session, "@" + BERTA + " look"));
        pass(SOON);

        BoardAlert alert = answerOf(waiting).alerts().get(0);
        assertThat(alert.type()).isEqualTo(AlertType.MENTIONED);
        assertThat(alert.session()).isEqualTo(session);
        assertThat(alert.eventId()).isEqualTo(note.id().value());
        assertThat(alert.seq()).isEqualTo(note.seq());
        assertThat(alert.at()).isEqualTo(note.at());
    }

    private Reading reading(ChatEngine at, String agent, Role role) {
        return new Reading(desk(at, agent, role));
    }

    private Reading reading(ChatEngine at, String agent, Role role, String department) {
        return new Reading(at.agent(Principal.agent(agent, role, null, department)));
    }

    private static AgentDesk desk(ChatEngine at, String agent, Role role) {
        return at.agent(Principal.agent(agent, role, null, null));
    }

    /** Follows the board and keeps the alerts as text. */
    private final class Reading {
        private final AgentDesk desk;
        private final List<String> all = new ArrayList<>();
        private String cursor;

        Reading(AgentDesk desk) {
            this.desk = desk;
            pass(SOON);
            cursor = desk.board(BoardRequest.SNAPSHOT).cursor();
        }

        List<String> next() {
            BoardAnswer answer = desk.board(BoardRequest.after(cursor));
            cursor = answer.cursor();
            List<String> alerts = answer.alerts().stream()
                    .map(alert -> alert.type() + " " + alert.session())
                    .toList();
            all.addAll(alerts);
            return alerts;
        }

        List<String> all() {
            return all;
        }
    }
}
