package dev.helpline.chat.core.internal.rules;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.internal.change.SessionDraft;
import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.core.internal.rules.SessionTransitions.Transition;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Turn;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SessionTransitionsTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Actor AGENT = new Actor(Principal.agent("other", Role.AGENT, null, null));
    private static final Actor SUPERVISOR = new Actor(Principal.agent("boss", Role.SUPERVISOR, null, null));
    private static final Actor CUSTOMER = new Actor(Principal.customer("c", null));
    private static final SessionId ID = new SessionId("s");
    private static final SendMessage MESSAGE = SendMessage.of(ID, "hello");
    private static final ChatPolicy POLICY = ChatPolicy.builder().build();
    private static final Fingerprints FINGERPRINTS = new Fingerprints(new byte[] {1});
    private static final IdGenerator IDS = () -> "id";
    private static final ChatPolicy REOPENING_POLICY =
            ChatPolicy.builder().reopenWindow(TIMEOUT).build();
    private static final Inactivity CLOCKS = new Inactivity(POLICY);
    private static final Inactivity AGENTS_CLOCK = new Inactivity(
            ChatPolicy.builder().agentTimeout(TIMEOUT.dividedBy(2)).build());

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
    void nothing_but_reopening_leads_out_of_the_end() {
        assertThat(SessionTransitions.ALL)
                .filteredOn(transition -> transition.from() == SessionState.ENDED)
                .extracting(Transition::by)
                .containsExactly(SessionMove.REOPEN);
    }

    @Test
    void a_move_that_the_table_lacks_is_not_made() {
        Session ended = Sessions.in(SessionState.ENDED);

        assertThatThrownBy(() -> SessionTransitions.moved(ended, SessionMove.ASSIGN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ASSIGN is not allowed in ENDED");
    }

    @Test
    void a_session_begins_in_the_first_state() {
        SessionDraft draft = new StartRules(POLICY, ContentRules.NONE, IDS, FINGERPRINTS)
                .draft(ID, CUSTOMER.principal(), StartSession.PLAIN, Arrivals.whileOpen(1, START));

        assertThat(draft.session().state()).isEqualTo(SessionTransitions.FIRST).isEqualTo(SessionState.WAITING);
    }

    /** Every way to make a move; what a rule that is not listed here does to the state, no test compares. */
    private enum Way {
        CLAIM(SessionMove.ASSIGN, EventType.SESSION_ASSIGNED),
        AGENTS_MESSAGE(SessionMove.ASSIGN, EventType.SESSION_ASSIGNED),
        HOLD(SessionMove.HOLD, EventType.SESSION_HELD),
        RESUME(SessionMove.RESUME, EventType.SESSION_RESUMED),
        CUSTOMERS_MESSAGE(SessionMove.RESUME, EventType.SESSION_RESUMED),
        AGENTS_END(SessionMove.END, EventType.SESSION_ENDED),
        CUSTOMERS_END(SessionMove.END, EventType.SESSION_ENDED),
        EXPIRY(SessionMove.EXPIRE, EventType.SESSION_ENDED),
        AGENTS_SILENCE(SessionMove.RETURN, EventType.SESSION_RETURNED),
        RETURN_BY_HAND(SessionMove.REQUEUE, EventType.SESSION_RETURNED),
        DEACTIVATION(SessionMove.RELEASE, EventType.SESSION_RETURNED),
        REOPENING(SessionMove.REOPEN, EventType.SESSION_REOPENED);

        final SessionMove move;
        final EventType event;

        Way(SessionMove move, EventType event) {
            this.move = move;
            this.event = event;
        }

        SessionCommand<?> command() {
            return switch (this) {
                case CLAIM -> inSlotOne(new AssignCommand(AGENT, Assignee.of(AGENT.principal()), POLICY, IDS));
                case AGENTS_MESSAGE -> inSlotOne(new SendCommand(AGENT, MESSAGE, POLICY, FINGERPRINTS, IDS));
                case HOLD -> HoldCommand.hold(AGENT, POLICY, IDS);
                case RESUME -> HoldCommand.resume(AGENT, POLICY, IDS);
                case CUSTOMERS_MESSAGE -> new SendCommand(CUSTOMER, MESSAGE, POLICY, FINGERPRINTS, IDS);
                case RETURN_BY_HAND ->
                    new TransferCommand(SUPERVISOR, TransferSession.toQueue(ID).build(), null, null, POLICY, IDS);
                case AGENTS_END -> new EndCommand(AGENT, EndSession.of(ID), POLICY, IDS);
                case CUSTOMERS_END -> new EndCommand(CUSTOMER, EndSession.of(ID), POLICY, IDS);
                case REOPENING -> {
                    ReopenCommand command = new ReopenCommand(CUSTOMER, REOPENING_POLICY, IDS);
                    command.useSlots(ReopenSlots.waiting(1));
                    yield command;
                }
                case DEACTIVATION -> new ReturnCommand(new AgentId("a"), ReturnCommand.Cause.AGENT_DEACTIVATED, 0, IDS);
                case AGENTS_SILENCE ->
                    new ExpireCommand(
                            AGENTS_CLOCK,
                            AGENTS_CLOCK.cutoffs(silence -> silence.equals(TIMEOUT) ? Instant.EPOCH : START),
                            Instant.EPOCH,
                            IDS);
                case EXPIRY -> new ExpireCommand(CLOCKS, CLOCKS.cutoffs(unused -> START), Instant.EPOCH, IDS);
            };
        }

        private static <T> SlotCommand<T> inSlotOne(SlotCommand<T> command) {
            command.useSlot(1);
            return command;
        }
    }

    @Test
    void every_move_has_a_way_to_be_made() {
        assertThat(Way.values()).extracting(way -> way.move).contains(SessionMove.values());
    }

    static Stream<Arguments> everyWayInEveryState() {
        return Arrays.stream(SessionState.values())
                .flatMap(state -> Arrays.stream(Way.values()).map(way -> Arguments.of(state, way)));
    }

    @ParameterizedTest
    @MethodSource("everyWayInEveryState")
    void a_rule_makes_its_move_where_the_table_has_it_and_no_other(SessionState state, Way way) {
        Session session = Sessions.in(state);

        Optional<SessionChange> change = changeBy(way, session);

        assertThat(change.map(made -> made.next().state()).filter(next -> next != state))
                .isEqualTo(SessionTransitions.target(state, way.move));
    }

    @ParameterizedTest
    @MethodSource("everyWayInEveryState")
    void a_move_and_only_a_move_leaves_its_event_in_the_log(SessionState state, Way way) {
        Session session = Sessions.in(state);

        Optional<SessionChange> change = changeBy(way, session);

        assertThat(change.stream()
                        .flatMap(made -> made.entries().stream())
                        .filter(entry -> entry.kind() == EntryKind.EVENT && entry.audience() == Audience.ALL))
                .extracting(NewEntry::type)
                .containsExactlyElementsOf(SessionTransitions.target(state, way.move).stream()
                        .map(moved -> way.event.type())
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void rating_moves_nothing(SessionState state) {
        Decision<Session> decision = new RateCommand(CUSTOMER, RateSession.of(ID, 5), POLICY, IDS)
                .decide(Sessions.in(state), START.plus(TIMEOUT));

        assertThat(changeOf(decision).map(made -> made.next().state()))
                .isEqualTo(Optional.of(state).filter(rated -> !rated.isOpen()));
    }

    private static Optional<SessionChange> changeBy(Way way, Session session) {
        boolean turned = way == Way.AGENTS_SILENCE && session.state() == SessionState.ACTIVE;
        return changeOf(way.command().decide(turned ? agentsTurn(session) : session, START.plus(TIMEOUT)));
    }

    private static Session agentsTurn(Session session) {
        return session.toBuilder()
                .turn(Turn.AGENT)
                .timeline(session.timeline().toBuilder().turnSince(START).build())
                .build();
    }

    private static Optional<SessionChange> changeOf(Decision<?> decision) {
        return decision instanceof Decision.Change<?> change ? Optional.of(change.change()) : Optional.empty();
    }
}
