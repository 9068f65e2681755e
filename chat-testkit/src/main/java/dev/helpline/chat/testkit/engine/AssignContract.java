package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.team.SaveAgent;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Assignments: which agent gets a session, and how many an agent can have. */
abstract class AssignContract extends EngineTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void of_racing_claims_exactly_one_wins_and_the_others_are_told_who(int agents) {
        for (int round = 0; round < 20; round++) {
            SessionId session = started();

            List<Crowd.Told<SessionView>> told =
                    Crowd.race(agents, i -> agent("a" + i).claim(session));

            String winner = owner(session);
            assertThat(Crowd.answers(told))
                    .singleElement()
                    .extracting(view -> view.session().assignment())
                    .extracting("agent")
                    .isEqualTo(agentId(winner));
            assertThat(Crowd.refusals(told)).hasSize(agents - 1).allSatisfy(refusal -> {
                assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
                assertThat(refusal.details()).containsEntry("agentId", winner);
            });
        }
    }

    @Test
    void claiming_a_session_twice_returns_it_again() {
        SessionId session = started();

        Session first = anton().claim(session).session();
        Session again = anton().claim(session).session();

        assertThat(again).isEqualTo(first);
    }

    @Test
    void an_assignment_says_who_and_when() {
        SessionId session = started();
        Instant now = time.instant();

        Session claimed = engine.agent(Principal.agent("a", Role.AGENT, "Anna", "Sales"))
                .claim(session)
                .session();

        assertThat(claimed.assignment()).isEqualTo(new Assignment(agentId("a"), "Anna", "Sales", now));
        assertThat(claimed.timeline().firstAssignedAt()).isEqualTo(now);
        assertThat(claimed.state()).isEqualTo(SessionState.ACTIVE);
    }

    @Test
    void a_session_that_ended_cannot_be_claimed() {
        SessionId session = started();
        carla().end(EndSession.of(session));

        assertThat(refusalOf(() -> anton().claim(session)).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
    }

    @Test
    void an_agent_gets_no_more_sessions_than_the_capacity_allows() {
        restart(unlimited().agentCapacity(2));
        active();
        SessionId second = active();
        SessionId third = started();

        ChatException full = refusalOf(() -> anton().claim(third));
        ChatException fullToo = refusalOf(() -> antonSays(third, "Hello!"));
        anton().end(EndSession.of(second));
        anton().claim(third);

        assertThat(List.of(full, fullToo)).extracting(ChatException::code).containsOnly(ErrorCode.SESSION_CONFLICT);
        assertThat(full.details()).containsEntry("agentId", ANTON).containsEntry("capacity", "2");
        assertThat(owner(third)).isEqualTo(ANTON);
    }

    @Test
    void the_directory_may_know_another_capacity() {
        anton();
        engine.directory().save(SaveAgent.builder(agentId(ANTON)).capacity(1).build());
        restart(unlimited());
        active();
        SessionId second = started();

        assertThat(refusalOf(() -> anton().claim(second)).details()).containsEntry("capacity", "1");
    }

    @Test
    void the_capacity_holds_when_many_sessions_are_claimed_at_once() {
        restart(unlimited().agentCapacity(3));
        for (int round = 0; round < 10; round++) {
            String name = "a" + round;
            List<SessionId> waiting =
                    IntStream.range(0, 8).mapToObj(i -> started("c" + i)).toList();

            List<Crowd.Told<SessionView>> told = Crowd.race(8, i -> agent(name).claim(waiting.get(i)));

            assertThat(Crowd.answers(told)).hasSize(3);
            assertThat(store.openSessionsOf(agentId(name)))
                    .extracting(Session::agentSlot)
                    .containsExactlyInAnyOrder(1, 2, 3);
        }
    }

    @Test
    void force_takes_a_session_above_the_capacity() {
        restart(unlimited().agentCapacity(1));
        active();
        SessionId second = started();

        Session forced = supervisor("boss").assign(second, agentId(ANTON), true).session();

        assertThat(forced.agentSlot()).isEqualTo(2);
    }

    @Test
    void a_session_taken_by_force_counts() {
        restart(unlimited().agentCapacity(2));
        SessionId first = active();
        active();
        supervisor("boss").assign(started(), agentId(ANTON), true);
        anton().end(EndSession.of(first));
        SessionId fourth = started();

        assertThat(refusalOf(() -> anton().claim(fourth)).code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
        assertThat(store.openSessionsOf(agentId(ANTON))).hasSize(2);
    }

    @Test
    void supervisors_assign_to_others_and_agents_only_to_themselves() {
        SessionId session = started();
        agent("other");

        assertThat(refusalOf(() -> anton().assign(session, agentId("other"), false))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusalOf(() -> anton().assign(session, agentId(ANTON), true))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        supervisor("boss").assign(session, agentId("other"), false);
        assertThat(owner(session)).isEqualTo("other");
    }

    @Test
    void a_session_is_not_assigned_to_an_unknown_or_deactivated_agent() {
        SessionId session = started();
        anton();
        engine.setAgentActive(agentId(ANTON), false);

        assertThat(refusalOf(() -> supervisor("boss").assign(session, agentId("unknown"), false))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusalOf(() -> supervisor("boss").assign(session, agentId(ANTON), false))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void holding_and_resuming_again_changes_nothing() {
        SessionId session = active();

        Session held = anton().hold(session).session();
        Session heldAgain = anton().hold(session).session();
        Session resumed = anton().resume(session).session();
        Session resumedAgain = anton().resume(session).session();

        assertThat(held.state()).isEqualTo(SessionState.ON_HOLD);
        assertThat(heldAgain).isEqualTo(held);
        assertThat(resumed.state()).isEqualTo(SessionState.ACTIVE);
        assertThat(resumedAgain).isEqualTo(resumed);
    }

    @Test
    void a_waiting_session_cannot_be_held_or_resumed() {
        SessionId session = started();

        assertThat(refusalOf(() -> anton().hold(session)).code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
        assertThat(refusalOf(() -> anton().resume(session)).code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
    }

    @Test
    void colleagues_are_listed_with_their_load() {
        active();
        pass(TICK);

        Colleague anton = anton().agents().get(0);

        assertThat(anton.agent().id()).isEqualTo(agentId(ANTON));
        assertThat(anton.online()).isTrue();
        assertThat(anton.openSessions()).isEqualTo(1);
        assertThat(anton.capacity()).isEqualTo(1000);
    }
}
