package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.audit.AuditVerdict;
import dev.helpline.chat.core.audit.AuditVerifier;
import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.host.HostChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.team.SaveAgent;
import dev.helpline.chat.core.team.TeamDirectory;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The directory of agents, their presence, and what becomes of the sessions of agents who cannot answer. */
abstract class TeamContract extends EngineTest {
    private static final AgentId BERTA = new AgentId("berta");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration VANISHED = Duration.ofMinutes(2);

    /** Time for a sweep that hands sessions back. */
    private static final Duration SWEEP = Duration.ofSeconds(6);

    // --- the directory --------------------------------------------------------------------------------------------

    @Test
    void an_admin_saves_an_agent_whole_before_or_after_the_first_call() {
        anton();

        Agent berta = admin().save(full(BERTA).build());
        Agent antons = admin().save(full(agentId(ANTON)).build());

        assertThat(List.of(berta, antons)).allSatisfy(agent -> {
            assertThat(agent.name()).isEqualTo("Name");
            assertThat(agent.email()).isEqualTo("name@example.org");
            assertThat(agent.departments()).containsExactly("Care", "Sales");
            assertThat(agent.skills()).containsExactly("refunds");
            assertThat(agent.languages()).containsExactly("de", "en");
            assertThat(agent.role()).isEqualTo(Role.SUPERVISOR);
            assertThat(agent.capacity()).isEqualTo(3);
            assertThat(agent.version()).isEqualTo(1);
            assertThat(agent.managed()).isTrue();
        });
        assertThat(store.findAgent(BERTA)).contains(berta);
    }

    @Test
    void the_token_says_who_an_agent_is_until_an_admin_does() {
        engine.agent(token(Role.AGENT, "Bertha", "Sales"));
        Agent enrolled = store.findAgent(BERTA).orElseThrow();
        engine.agent(token(Role.SUPERVISOR, "Berta", null));
        Agent again = store.findAgent(BERTA).orElseThrow();

        assertThat(List.of(enrolled.name(), enrolled.mainDepartment(), enrolled.role()))
                .isEqualTo(List.of("Bertha", "Sales", Role.AGENT));
        assertThat(again.name()).isEqualTo("Berta");
        assertThat(again.departments()).isEmpty();
        assertThat(again.role()).isEqualTo(Role.SUPERVISOR);
    }

    @Test
    void an_agent_who_was_saved_and_has_not_come_yet_is_not_there() {
        Agent berta = admin().save(full(BERTA).build());

        assertThat(berta.seenAt()).isEqualTo(Instant.EPOCH);
        assertThat(berta.presenceAt(time.instant().minus(LEASE))).isEqualTo(Presence.OFFLINE);
        agent(BERTA.value()).agents();
        assertThat(store.findAgent(BERTA)
                        .orElseThrow()
                        .presenceAt(time.instant().minus(LEASE)))
                .isEqualTo(Presence.ONLINE);
    }

    @Test
    void of_a_managed_agent_customers_see_the_name_and_department_of_the_directory() {
        admin().save(full(BERTA).build());
        SessionId session = started();

        engine.agent(token(Role.AGENT, "Token", "Token")).send(SendMessage.of(session, "hi"));

        assertThat(stored(session).assignment()).isEqualTo(new Assignment(BERTA, "Name", "Care", time.instant()));
        assertThat(log(session)).last().satisfies(entry -> {
            assertThat(entry.author().name()).isEqualTo("Name");
            assertThat(entry.author().department()).isEqualTo("Care");
        });
        assertThat(store.findAgent(BERTA).orElseThrow().name()).isEqualTo("Name");
    }

    @Test
    void a_managed_agent_has_the_lower_role_of_token_and_directory() {
        AgentDesk before = engine.agent(token(Role.SUPERVISOR, null, null));
        before.blocks().blocks(1, 1);
        admin().save(full(BERTA).role(Role.AGENT).build());

        assertThat(codeOf(() -> before.blocks().blocks(1, 1))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(codeOf(() -> before.agents())).isEqualTo(ErrorCode.FORBIDDEN);
        AgentDesk lowered = engine.agent(token(Role.SUPERVISOR, null, null));
        assertThat(codeOf(() -> lowered.blocks().blocks(1, 1))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(lowered.agents()).isNotEmpty();

        admin().save(full(BERTA).role(Role.ADMIN).replacedVersion(1).build());
        AgentDesk limitedByToken = engine.agent(token(Role.SUPERVISOR, null, null));
        assertThat(limitedByToken.blocks().blocks(1, 1).blocks()).isEmpty();
        assertThat(codeOf(() -> limitedByToken.directory().changes(BERTA))).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void only_admins_and_the_host_change_the_directory() {
        SaveAgent request = full(BERTA).build();

        assertThat(codeOf(() -> anton().directory().save(request))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(codeOf(() -> supervisor("susan").directory().save(request))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(codeOf(() -> supervisor("susan").directory().changes(BERTA))).isEqualTo(ErrorCode.FORBIDDEN);

        assertThat(store.findAgent(BERTA)).isEmpty();
        assertThat(engine.directory().save(request).version()).isEqualTo(1);
    }

    @Test
    void a_save_replaces_the_version_it_names_and_may_be_repeated() {
        Agent first = admin().save(full(BERTA).build());
        SaveAgent second = full(BERTA).name("Second").replacedVersion(1).build();

        Agent saved = admin().save(second);

        assertThat(admin().save(second)).isEqualTo(saved);
        assertThat(first.version()).isEqualTo(1);
        assertThat(saved.version()).isEqualTo(2);
        assertThat(codeOf(() -> admin().save(
                                full(BERTA).name("Third").replacedVersion(1).build())))
                .isEqualTo(ErrorCode.AGENT_CONFLICT);
        assertThat(codeOf(() -> admin().save(full(BERTA).build()))).isEqualTo(ErrorCode.AGENT_CONFLICT);
        assertThat(codeOf(() ->
                        admin().save(full(agentId("new")).replacedVersion(1).build())))
                .isEqualTo(ErrorCode.AGENT_CONFLICT);
        assertThat(admin().changes(BERTA)).hasSize(2);
    }

    @Test
    void of_admins_who_replace_one_version_at_once_one_succeeds() {
        admin().save(full(BERTA).build());

        List<Crowd.Told<Agent>> told = Crowd.race(
                8,
                i -> admin().save(full(BERTA).name("n" + i).replacedVersion(1).build()));

        assertThat(told.stream().filter(one -> !one.isRefused())).hasSize(1);
        assertThat(admin().changes(BERTA)).hasSize(2);
    }

    @Test
    void each_change_is_audited_with_who_and_what_before_and_after() {
        admin().save(full(BERTA).build());
        admin().save(full(BERTA)
                .capacity(5)
                .departments(List.of("Care"))
                .replacedVersion(1)
                .build());
        engine.setAgentActive(BERTA, false);
        engine.setAgentActive(BERTA, false);
        engine.setAgentActive(BERTA, true);

        List<AuditRecord> changes = admin().changes(BERTA);

        assertThat(changes)
                .extracting(AuditRecord::action)
                .containsExactly("AGENT_CREATED", "AGENT_CHANGED", "AGENT_DEACTIVATED", "AGENT_ACTIVATED");
        assertThat(changes)
                .extracting(AuditRecord::actor)
                .containsExactly("ada", "ada", HostChat.ACTOR, HostChat.ACTOR);
        assertThat(changes).extracting(AuditRecord::role).containsExactly(Role.ADMIN, Role.ADMIN, null, null);
        assertThat(changes).extracting(AuditRecord::at).containsOnly(time.instant());
        assertThat(changes.get(1).detail()).isEqualTo("departments: [Care, Sales] -> [Care]\ncapacity: 3 -> 5");
        assertThat(changes.get(2).detail()).isEqualTo("active: true -> false");
        assertThat(new AuditVerifier(store).verify(BERTA)).isEqualTo(new AuditVerdict.Intact(4));
    }

    static Stream<SaveAgent> invalid() {
        return Stream.of(
                full(BERTA).name("x".repeat(256)).build(),
                full(BERTA).name("two\nlines").build(),
                full(BERTA).email("x".repeat(256)).build(),
                full(BERTA).departments(List.of("")).build(),
                full(BERTA).departments(List.of("A", "A")).build(),
                full(BERTA).skills(List.of("x".repeat(65))).build(),
                full(BERTA).languages(List.of("not a tag")).build(),
                full(BERTA).capacity(-1).build(),
                full(BERTA).capacity(1001).build(),
                full(BERTA).role(Role.CUSTOMER).build(),
                full(BERTA).replacedVersion(-1).build(),
                full(agentId("ada")).build(),
                full(agentId("ada")).role(Role.ADMIN).active(false).build());
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void an_agent_that_cannot_be_is_rejected(SaveAgent request) {
        assertThat(codeOf(() -> admin().save(request))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(store.findAgent(request.agent()).map(Agent::managed)).isNotEqualTo(Optional.of(true));
    }

    // --- deactivation ---------------------------------------------------------------------------------------------

    @Test
    void the_sessions_of_a_deactivated_agent_go_back_to_the_queue_at_once() {
        SessionId active = active();
        SessionId held = active();
        anton().hold(held);
        SessionId other = started();
        agent("berta").claim(other);

        admin().save(SaveAgent.builder(agentId(ANTON)).active(false).build());

        assertThat(List.of(active, held)).allSatisfy(session -> {
            assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
            assertThat(owner(session)).isEqualTo("unknown");
            assertThat(word(log(session).get(log(session).size() - 1))).isEqualTo(EventType.SESSION_RETURNED.type());
            assertThat(store.auditAfter(session, 0, 100))
                    .last()
                    .satisfies(record -> assertThat(record.detail()).isEqualTo("agent=anton cause=AGENT_DEACTIVATED"));
        });
        assertThat(owner(other)).isEqualTo("berta");
        assertThat(codeOf(() -> anton().claim(active))).isEqualTo(ErrorCode.AGENT_INACTIVE);
        agent("berta").claim(active);
        assertThat(owner(active)).isEqualTo("berta");
    }

    @Test
    void a_session_that_a_deactivated_agent_got_elsewhere_goes_back_soon() {
        ChatEngine other = engineOver(store, unlimited().build());
        AgentDesk anton = other.agent(Principal.agent(ANTON, Role.AGENT, null, null));
        SessionId session = started();
        engine.setAgentActive(agentId(ANTON), false);
        anton.claim(session); // the other engine has not noticed yet

        passSlowly(SWEEP);

        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
    }

    @Test
    void no_session_stays_with_an_agent_who_is_deactivated_while_claiming_on_two_engines() {
        ChatEngine other = engineOver(store, unlimited().build());
        Principal anton = Principal.agent(ANTON, Role.AGENT, null, null);
        for (int round = 0; round < 3; round++) {
            List<SessionId> waiting = Stream.generate(this::started).limit(7).toList();
            List<AgentDesk> desks = List.of(engine.agent(anton), other.agent(anton));

            Crowd.race(8, i -> {
                if (i == 7) {
                    engine.setAgentActive(agentId(ANTON), false);
                    return waiting.get(0);
                }
                return desks.get(i % 2).claim(waiting.get(i)).session().id();
            });
            passSlowly(SWEEP);

            assertThat(waiting)
                    .allSatisfy(session -> assertThat(stored(session).state()).isEqualTo(SessionState.WAITING));
            assertThat(store.openSessionsPerAgent()).isEmpty();
            engine.setAgentActive(agentId(ANTON), true);
        }
    }

    // --- presence -------------------------------------------------------------------------------------------------

    @Test
    void an_agent_who_calls_is_online_until_the_agent_says_otherwise() {
        AgentDesk anton = anton();
        Presence first = presence();

        Colleague away = anton.choosePresence(Presence.AWAY);
        Presence afterAway = presence();
        anton.choosePresence(Presence.OFFLINE);
        anton.agents();

        assertThat(first).isEqualTo(Presence.ONLINE);
        assertThat(away.presence()).isEqualTo(Presence.AWAY);
        assertThat(afterAway).isEqualTo(Presence.AWAY);
        assertThat(presence()).isEqualTo(Presence.OFFLINE);
        anton.choosePresence(Presence.ONLINE);
        assertThat(presence()).isEqualTo(Presence.ONLINE);
    }

    @Test
    void an_agent_who_vanished_is_offline_for_every_engine_and_back_with_the_next_call() {
        ChatEngine other = engineOver(store, unlimited().build());
        AgentDesk anton = anton();
        anton.choosePresence(Presence.AWAY);

        passSlowly(LEASE.plusSeconds(11));
        Presence gone = presence();
        Presence goneElsewhere = presence(other);
        anton.agents();
        passSlowly(Duration.ofSeconds(11));

        assertThat(gone).isEqualTo(Presence.OFFLINE);
        assertThat(goneElsewhere).isEqualTo(Presence.OFFLINE);
        assertThat(presence()).isEqualTo(Presence.AWAY);
        assertThat(presence(other)).isEqualTo(Presence.AWAY);
    }

    @Test
    void a_subscription_renews_the_presence() {
        SessionId session = active();
        anton().subscribe(PollRequest.everything(session, null), new Inbox());

        passSlowly(LEASE.multipliedBy(2));

        assertThat(presence()).isEqualTo(Presence.ONLINE);
    }

    @Test
    void an_agent_who_is_away_may_work_on_and_is_not_there_for_customers() {
        SessionId session = active();
        boolean before = activity(carla(), session).agentOnline();

        anton().choosePresence(Presence.AWAY);
        antonSays(session, "still here");
        passSlowly(Duration.ofSeconds(2));

        assertThat(before).isTrue();
        assertThat(activity(carla(), session).agentOnline()).isFalse();
    }

    // --- vanished agents ------------------------------------------------------------------------------------------

    @Test
    void the_unanswered_sessions_of_an_agent_who_vanished_go_back_after_the_time_of_the_policy() {
        restart(unlimited().vanishedAgentTimeout(VANISHED).timeoutAfterStart(Duration.ofSeconds(1)));
        SessionId unanswered = active();
        antonSays(unanswered, "hi");
        carlaSays(unanswered, "hello?");
        SessionId untouched = active();
        SessionId answered = active();
        antonSays(answered, "How can I help?");

        passSlowly(LEASE.plus(VANISHED).minusSeconds(5));
        SessionState early = stored(unanswered).state();
        passSlowly(SWEEP.plusSeconds(6));

        assertThat(early).isEqualTo(SessionState.ACTIVE);
        assertThat(stored(unanswered).state()).isEqualTo(SessionState.WAITING);
        assertThat(stored(untouched).state()).isEqualTo(SessionState.WAITING);
        assertThat(owner(answered)).isEqualTo(ANTON);
    }

    @Test
    void of_several_engines_the_one_with_the_lease_returns_sessions_to_the_queue() {
        restart(unlimited().vanishedAgentTimeout(VANISHED).timeoutAfterStart(Duration.ofSeconds(1)));
        assertThat(store.takeLease(
                        "hand-back", "another", time.instant(), time.instant().plus(Duration.ofDays(1))))
                .isTrue();
        SessionId unanswered = active();

        passSlowly(LEASE.plus(VANISHED).plus(SWEEP));
        SessionState meanwhile = stored(unanswered).state();
        store.releaseLease("hand-back", "another");
        passSlowly(SWEEP.plusSeconds(1));

        assertThat(meanwhile).isEqualTo(SessionState.ACTIVE);
        assertThat(stored(unanswered).state()).isEqualTo(SessionState.WAITING);
    }

    @Test
    void the_sessions_of_an_agent_who_is_there_or_whom_no_policy_judges_stay() {
        SessionId unjudged = active();
        passSlowly(LEASE.plus(VANISHED).plus(SWEEP));
        restart(unlimited().vanishedAgentTimeout(VANISHED).timeoutAfterStart(Duration.ofSeconds(1)));
        anton().subscribe(PollRequest.everything(unjudged, null), new Inbox());

        passSlowly(LEASE.plus(VANISHED).plus(SWEEP));

        assertThat(owner(unjudged)).isEqualTo(ANTON);
    }

    // --- the workspace feed ---------------------------------------------------------------------------------------

    @Test
    void the_board_tells_the_team_and_each_change_of_it() {
        anton();
        BoardAnswer snapshot = agent("berta").board(BoardRequest.SNAPSHOT);
        anton().choosePresence(Presence.AWAY);
        pass(Duration.ofMillis(60));
        BoardAnswer away = agent("berta").board(after(snapshot));
        admin().save(full(agentId(ANTON)).build());
        pass(Duration.ofMillis(60));
        BoardAnswer changed = agent("berta").board(after(away));
        passSlowly(Duration.ofSeconds(3));

        assertThat(snapshot.agents())
                .extracting(colleague -> colleague.agent().id().value())
                .containsExactly(ANTON, "berta");
        assertThat(away.agents())
                .singleElement()
                .satisfies(colleague -> assertThat(colleague.presence()).isEqualTo(Presence.AWAY));
        assertThat(changed.agents())
                .filteredOn(colleague -> colleague.agent().id().equals(agentId(ANTON)))
                .singleElement()
                .satisfies(colleague -> assertThat(colleague.capacity()).isEqualTo(3));
        assertThat(agent("berta").board(after(changed)).agents()).isEmpty();
    }

    @Test
    void the_board_tells_that_an_agent_vanished_and_with_how_many_sessions() {
        active();
        BoardAnswer first = agent("berta").board(BoardRequest.SNAPSHOT);
        List<Colleague> news = new ArrayList<>();
        BoardAnswer last = first;
        for (int i = 0; i < 8; i++) {
            passSlowly(Duration.ofSeconds(10));
            last = agent("berta").board(after(last));
            news.addAll(last.agents());
        }

        assertThat(first.agents().get(0).openSessions()).isEqualTo(1);
        assertThat(news).singleElement().satisfies(colleague -> {
            assertThat(colleague.agent().id()).isEqualTo(agentId(ANTON));
            assertThat(colleague.presence()).isEqualTo(Presence.OFFLINE);
            assertThat(colleague.openSessions()).isEqualTo(1);
        });
    }

    @Test
    void the_board_of_another_engine_tells_a_change_within_seconds() {
        ChatEngine other = engineOver(store, unlimited().build());
        anton();
        AgentDesk berta = other.agent(Principal.agent("berta", Role.AGENT, null, null));
        BoardAnswer first = berta.board(BoardRequest.SNAPSHOT);

        anton().choosePresence(Presence.AWAY);
        passSlowly(Duration.ofSeconds(12));

        assertThat(berta.board(after(first)).agents())
                .singleElement()
                .satisfies(colleague -> assertThat(colleague.presence()).isEqualTo(Presence.AWAY));
    }

    // --------------------------------------------------------------------------------------------------------------

    private static BoardRequest after(BoardAnswer answer) {
        return BoardRequest.builder().after(answer.cursor()).build();
    }

    private Presence presence() {
        return presence(engine);
    }

    private static Presence presence(ChatEngine of) {
        return of.agent(Principal.agent("observer", Role.AGENT, null, null)).agents().stream()
                .filter(colleague -> colleague.agent().id().equals(agentId(ANTON)))
                .findFirst()
                .orElseThrow()
                .presence();
    }

    private TeamDirectory admin() {
        return engine.agent(Principal.agent("ada", Role.ADMIN, null, null)).directory();
    }

    private static Principal token(Role role, @Nullable String name, @Nullable String department) {
        return Principal.agent(BERTA.value(), role, name, department);
    }

    private static SaveAgent.Builder full(AgentId agent) {
        return SaveAgent.builder(agent)
                .name("Name")
                .email("name@example.org")
                .departments(List.of("Care", "Sales"))
                .skills(List.of("refunds"))
                .languages(List.of("de", "en"))
                .role(Role.SUPERVISOR)
                .capacity(3);
    }

    private static ErrorCode codeOf(ThrowingCallable call) {
        return refusalOf(call).code();
    }
}
