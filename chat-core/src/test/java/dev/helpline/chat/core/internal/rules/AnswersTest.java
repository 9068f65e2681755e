package dev.helpline.chat.core.internal.rules;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.AnswerPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller gets back: the session as it was stored, whether the command changed it or found it so. */
class AnswersTest {
    private static final IdGenerator IDS = () -> "id";
    private static final SessionId ID = new SessionId("s");
    private static final ChatPolicy POLICY = ChatPolicy.builder().build();
    private static final Inactivity CLOCKS = new Inactivity(POLICY);
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Actor AGENT = new Actor(Principal.agent("a", Role.AGENT, null, null));
    private static final Actor CUSTOMER = new Actor(Principal.customer("c", null));

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(named(inSlotOne()), Sessions.in(SessionState.WAITING)),
                Arguments.of(named(HoldCommand.hold(AGENT, POLICY, IDS)), Sessions.in(SessionState.ACTIVE)),
                Arguments.of(named(HoldCommand.resume(AGENT, POLICY, IDS)), Sessions.in(SessionState.ON_HOLD)),
                Arguments.of(
                        named(new EndCommand(AGENT, EndSession.of(ID), POLICY, IDS)), Sessions.in(SessionState.ACTIVE)),
                Arguments.of(
                        named(new ExpireCommand(CLOCKS, CLOCKS.cutoffs(unused -> START), Instant.EPOCH, IDS)),
                        Sessions.in(SessionState.ACTIVE)),
                Arguments.of(
                        named(new RateCommand(CUSTOMER, RateSession.of(ID, 5), POLICY, IDS)),
                        Sessions.in(SessionState.ENDED)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_change_returns_the_session_that_was_stored(SessionCommand<Session> command, Session session) {
        Session stored = session.toBuilder().version(99).build();

        Decision<Session> decision = command.decide(session, START.plus(TIMEOUT));

        assertThat(decision).isInstanceOf(Decision.Change.class);
        assertThat(((Decision.Change<Session>) decision).answerer().answer(stored, List.of()))
                .isEqualTo(stored);
    }

    static Stream<Arguments> nothingToDo() {
        return Stream.of(
                Arguments.of(named(inSlotOne()), Sessions.in(SessionState.ACTIVE)),
                Arguments.of(named(HoldCommand.hold(AGENT, POLICY, IDS)), Sessions.in(SessionState.ON_HOLD)),
                Arguments.of(named(HoldCommand.resume(AGENT, POLICY, IDS)), Sessions.in(SessionState.ACTIVE)),
                Arguments.of(
                        named(new EndCommand(AGENT, EndSession.of(ID), POLICY, IDS)), Sessions.in(SessionState.ENDED)),
                Arguments.of(
                        named(new ExpireCommand(CLOCKS, CLOCKS.cutoffs(unused -> START), Instant.EPOCH, IDS)),
                        Sessions.in(SessionState.ON_HOLD)),
                Arguments.of(named(new RateCommand(CUSTOMER, RateSession.of(ID, 5), POLICY, IDS)), rated(5)));
    }

    @ParameterizedTest
    @MethodSource("nothingToDo")
    void what_is_so_already_returns_the_stored_session_too(SessionCommand<Session> command, Session session) {
        Session stored = session.toBuilder().version(99).build();

        Decision<Session> decision = command.decide(session, START.plus(TIMEOUT));

        assertThat(decision).isInstanceOf(Decision.Answer.class);
        assertThat(((Decision.Answer<Session>) decision).answerer().apply(stored))
                .isEqualTo(stored);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(named(inSlotOne()), Sessions.in(SessionState.ENDED)),
                Arguments.of(named(HoldCommand.hold(AGENT, POLICY, IDS)), Sessions.in(SessionState.WAITING)),
                Arguments.of(named(HoldCommand.hold(AGENT, POLICY, IDS)), Sessions.in(SessionState.ENDED)),
                Arguments.of(named(HoldCommand.resume(AGENT, POLICY, IDS)), Sessions.in(SessionState.WAITING)),
                Arguments.of(
                        named(new RateCommand(CUSTOMER, RateSession.of(ID, 5), POLICY, IDS)),
                        Sessions.in(SessionState.ACTIVE)),
                Arguments.of(named(new RateCommand(CUSTOMER, RateSession.of(ID, 5), POLICY, IDS)), rated(4)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_cannot_be_is_refused(SessionCommand<Session> command, Session session) {
        assertThat(command.decide(session, START.plus(TIMEOUT))).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void a_command_that_would_assign_asks_for_a_slot_where_it_has_none() {
        Session waiting = Sessions.in(SessionState.WAITING);
        ChatPolicy policy = ChatPolicy.builder().build();
        Fingerprints fingerprints = new Fingerprints(new byte[] {1});

        assertThat(new AssignCommand(AGENT, Assignee.of(AGENT.principal()), POLICY, IDS).decide(waiting, START))
                .isEqualTo(new Decision.NeedSlot<>());
        assertThat(new SendCommand(AGENT, SendMessage.of(ID, "hello"), policy, fingerprints, IDS)
                        .decide(waiting, START))
                .isEqualTo(new Decision.NeedSlot<>());
    }

    @Test
    void where_only_the_owner_answers_so_may_a_supervisor_and_no_other_agent() {
        assertThat(answering("a", Role.AGENT)).isInstanceOf(Decision.Change.class);
        assertThat(answering("other", Role.AGENT)).isInstanceOf(Decision.Refuse.class);
        assertThat(answering("other", Role.SUPERVISOR)).isInstanceOf(Decision.Change.class);
    }

    private static Decision<Entry> answering(String agent, Role role) {
        Actor actor = new Actor(Principal.agent(agent, role, null, null));
        ChatPolicy policy = ChatPolicy.builder().answers(AnswerPolicy.OWNER).build();
        return new SendCommand(actor, SendMessage.of(ID, "hello"), policy, new Fingerprints(new byte[] {1}), IDS)
                .decide(Sessions.in(SessionState.ACTIVE), START);
    }

    @Test
    void the_first_assignment_is_kept_as_the_first() {
        Session waiting = Sessions.in(SessionState.WAITING);
        Session assignedBefore = waiting.toBuilder()
                .timeline(waiting.timeline().toBuilder().firstAssignedAt(START).build())
                .build();
        Instant now = START.plusSeconds(9);

        assertThat(Assignments.assigned(waiting, Assignee.of(AGENT.principal()), 1, now)
                        .timeline()
                        .firstAssignedAt())
                .isEqualTo(now);
        assertThat(Assignments.assigned(assignedBefore, Assignee.of(AGENT.principal()), 1, now)
                        .timeline()
                        .firstAssignedAt())
                .isEqualTo(START);
    }

    private static Session rated(int stars) {
        Rating rating = Rating.builder("id", stars, START).build();
        return Sessions.in(SessionState.ENDED).toBuilder().rating(rating).build();
    }

    private static AssignCommand inSlotOne() {
        AssignCommand command = new AssignCommand(AGENT, Assignee.of(AGENT.principal()), POLICY, IDS);
        command.useSlot(1);
        return command;
    }

    private static Named<SessionCommand<Session>> named(SessionCommand<Session> command) {
        return Named.of(command.name(), command);
    }
}
