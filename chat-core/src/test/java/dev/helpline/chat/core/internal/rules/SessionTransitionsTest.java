package dev.helpline.chat.core.internal.rules;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.internal.rules.SessionTransitions.Transition;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SessionTransitionsTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Actor AGENT = new Actor(Principal.agent("other", Role.AGENT, null, null));
    private static final IdGenerator IDS = () -> "id";

    @Test
    void from_one_state_a_move_leads_to_one_state() {
        assertThat(SessionTransitions.ALL.stream().map(transition -> transition.from() + " " + transition.by()))
                .doesNotHaveDuplicates();
    }

    @Test
    void every_move_can_be_made_somewhere() {
        assertThat(SessionTransitions.ALL.stream().map(Transition::by)).containsOnly(SessionMove.values());
    }

    @Test
    void every_state_is_reached_from_waiting() {
        Set<SessionState> reached = EnumSet.of(SessionState.WAITING);
        while (reached.addAll(SessionTransitions.ALL.stream()
                .filter(transition -> reached.contains(transition.from()))
                .map(Transition::to)
                .collect(Collectors.toSet()))) {}

        assertThat(reached).containsExactlyInAnyOrder(SessionState.values());
    }

    @Test
    void nothing_leads_out_of_the_end() {
        assertThat(SessionTransitions.ALL).noneMatch(transition -> transition.from() == SessionState.ENDED);
    }

    static Stream<Arguments> everyStateAndMove() {
        return Arrays.stream(SessionState.values())
                .flatMap(state -> Arrays.stream(SessionMove.values()).map(move -> Arguments.of(state, move)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndMove")
    void the_rules_make_the_moves_of_the_table_and_no_others(SessionState state, SessionMove move) {
        Session session = Sessions.in(state);

        Decision<Session> decision = command(move).decide(session, START.plus(TIMEOUT));

        assertThat(stateAfter(decision)).isEqualTo(SessionTransitions.target(state, move));
    }

    private static SessionCommand<Session> command(SessionMove move) {
        return switch (move) {
            case ASSIGN -> assignInSlotOne();
            case HOLD -> HoldCommand.hold(AGENT, IDS);
            case RESUME -> HoldCommand.resume(AGENT, IDS);
            case END -> new EndCommand(AGENT, EndSession.of(new SessionId("s")), IDS);
            case EXPIRE -> new ExpireCommand(START, Instant.EPOCH, IDS);
        };
    }

    private static AssignCommand assignInSlotOne() {
        AssignCommand command = new AssignCommand(AGENT, Assignee.of(AGENT.principal()), IDS);
        command.useSlot(1);
        return command;
    }

    private static Optional<SessionState> stateAfter(Decision<Session> decision) {
        return decision instanceof Decision.Change<Session> change
                ? Optional.of(change.change().next().state())
                : Optional.empty();
    }
}
