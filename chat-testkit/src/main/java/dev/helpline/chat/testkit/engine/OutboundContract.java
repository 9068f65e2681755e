package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.core.block.BlockRequest;
import dev.helpline.chat.core.content.ContentFilters;
import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.desk.OutboundSession;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.GuestPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions that agents start with customers. */
abstract class OutboundContract extends EngineTest {
    private static final CustomerId CUSTOMER = new CustomerId(CARLA);
    private static final SessionId ID = new SessionId("s-1");

    @BeforeEach
    void allow() {
        restart(allowing());
    }

    private static ChatPolicy.Builder allowing() {
        return unlimited().agentStarts(true).agentNewSessions(null);
    }

    private static OutboundSession.Builder withCarla() {
        return OutboundSession.with(CUSTOMER).id(ID);
    }

    private static OutboundSession.Builder withCarla(UnaryOperator<Customer.Builder> told) {
        return OutboundSession.with(told.apply(Customer.builder(CUSTOMER)).build())
                .id(ID);
    }

    private SessionView antonStarts(OutboundSession.Builder request) {
        SessionView view = anton().start(request.build());
        watched(view.session().id());
        return view;
    }

    private ErrorCode refused(OutboundSession.Builder request) {
        return refusalOf(() -> anton().start(request.build())).code();
    }

    @Test
    void agents_start_none_unless_the_policy_allows_it_and_are_not_told_that_they_may() {
        restart(unlimited());
        SessionId earlier = ended();

        ChatException refusal =
                refusalOf(() -> supervisor("sue").start(withCarla().build()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refused(withCarla())).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(store.findSession(ID)).isEmpty();
        assertThat(anton().detail(earlier).allowed()).doesNotContain(AgentAction.START);
        restart(allowing());
        assertThat(anton().detail(earlier).allowed()).contains(AgentAction.START);
    }

    @Test
    void the_agent_has_the_session_from_its_start_and_the_customer_finds_it_as_the_current_one() {
        started();
        pass(TICK);

        Session session =
                antonStarts(withCarla().message("Your parcel is late.")).session();

        assertThat(session.state()).isEqualTo(SessionState.ACTIVE);
        assertThat(session).isEqualTo(stored(ID));
        assertThat(owner(ID)).isEqualTo(ANTON);
        assertThat(carla().current().orElseThrow().session()).isEqualTo(session);
        assertThat(carla().currentOrStart(StartSession.PLAIN).session()).isEqualTo(session);
        assertThat(texts(carla().poll(everything(ID, null)))).contains("Your parcel is late.");
        assertThat(carla().session(ID).unreadCount()).isEqualTo(1);
        assertThat(carlaSays(ID, "Thanks").seq()).isEqualTo(session.log().lastSeq() + 1);
    }

    @Test
    void the_log_and_the_audit_say_who_started_it() {
        SessionId session = watched(engine.agent(Principal.agent(ANTON, Role.AGENT, "Anton", "Billing"))
                .start(withCarla().message("Hello").build())
                .session()
                .id());

        assertThat(log(session))
                .extracting(Entry::kind, Entry::text, entry -> entry.author().id())
                .containsExactly(
                        tuple(EntryKind.EVENT, "Anton started the conversation.", null),
                        tuple(EntryKind.EVENT, "Anton joined the conversation.", null),
                        tuple(EntryKind.MESSAGE, "Hello", ANTON));
        assertThat(log(session).get(0).metadata()).isEqualTo("{\"startedBy\":\"agent\"}");
        List<AuditRecord> records = store.auditAfter(session, 0, 100);
        assertThat(records).allSatisfy(record -> {
            assertThat(record.actor()).isEqualTo(ANTON);
            assertThat(record.role()).isEqualTo(Role.AGENT);
        });
        assertThat(records)
                .extracting(AuditRecord::action, AuditRecord::detail)
                .containsExactly(
                        tuple("SESSION_STARTED", "customer=" + CARLA),
                        tuple("SESSION_ASSIGNED", "agent=" + ANTON),
                        tuple("MESSAGE_SENT", "message=" + log(session).get(2).id()));
    }

    @Test
    void starting_again_under_the_same_id_returns_the_session_also_after_its_end_and_without_a_budget() {
        restart(allowing().agentNewSessions(new Limit(1, Duration.ofHours(1))).agentCapacity(1));
        Session first = antonStarts(withCarla().message("Hello")).session();

        assertThat(antonStarts(withCarla().message("Hello")).session()).isEqualTo(first);
        Session ended = anton().end(EndSession.of(ID)).session();
        assertThat(antonStarts(withCarla().message("Hello")).session()).isEqualTo(ended);
        assertThat(log(ID))
                .filteredOn(entry -> entry.kind() == EntryKind.MESSAGE)
                .hasSize(1);
    }

    @Test
    void the_id_of_another_customers_session_is_refused() {
        SessionId carls = watched(
                customer("carl").start(StartSession.withId(ID)).session().id());

        assertThat(refused(withCarla().id(carls))).isEqualTo(ErrorCode.SESSION_CONFLICT);
        assertThat(stored(carls).customer().id().value()).isEqualTo("carl");
    }

    @Test
    void it_counts_among_the_sessions_that_the_customer_may_have_open() {
        restart(allowing().maxOpenSessions(1));
        SessionId own = started();

        assertThat(refused(withCarla())).isEqualTo(ErrorCode.TOO_MANY_SESSIONS);
        carla().end(EndSession.of(own));
        antonStarts(withCarla());

        assertThat(refusalOf(() -> carla().start(StartSession.PLAIN)).code()).isEqualTo(ErrorCode.TOO_MANY_SESSIONS);
    }

    @Test
    void it_takes_a_slot_of_the_agents_and_none_above_the_capacity() {
        restart(allowing().agentCapacity(1));
        antonStarts(withCarla());

        assertThat(refused(OutboundSession.with(new CustomerId("carl")))).isEqualTo(ErrorCode.SESSION_CONFLICT);
        anton().end(EndSession.of(ID));
        antonStarts(OutboundSession.with(new CustomerId("carl")));
    }

    @Test
    void of_many_starts_at_once_none_is_above_the_capacity_and_each_customer_has_at_most_one() {
        restart(allowing().agentCapacity(3).maxOpenSessions(1));
        anton();

        List<Boolean> started = Crowd.all(8, i -> {
            try {
                antonStarts(OutboundSession.with(new CustomerId("customer-" + i / 2)));
                return true;
            } catch (ChatException refusal) {
                assertThat(refusal.code()).isIn(ErrorCode.SESSION_CONFLICT, ErrorCode.TOO_MANY_SESSIONS);
                return false;
            }
        });

        List<Session> open = store.openSessionsOf(agentId(ANTON));
        assertThat(started).filteredOn(Boolean::booleanValue).hasSize(3);
        assertThat(open).hasSize(3);
        assertThat(open).extracting(session -> session.customer().id()).doesNotHaveDuplicates();
        assertThat(open).extracting(Session::agentSlot).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void it_takes_from_the_agents_budget_and_not_from_the_customers() {
        Limit once = new Limit(1, Duration.ofHours(1));
        restart(allowing().newSessions(once).agentNewSessions(once));
        antonStarts(withCarla());

        assertThat(refused(OutboundSession.with(new CustomerId("carl")))).isEqualTo(ErrorCode.RATE_LIMITED);
        started();
        watched(agent("berta")
                .start(OutboundSession.with(new CustomerId("carl")).build())
                .session()
                .id());
    }

    @Test
    void none_is_started_with_a_customer_who_is_blocked() {
        supervisor("sue")
                .blocks()
                .block(BlockRequest.builder(BlockSubject.customer(CUSTOMER)).build());

        assertThat(refused(withCarla())).isEqualTo(ErrorCode.CUSTOMER_BLOCKED);
    }

    @Test
    void none_is_started_with_a_guest_whose_token_is_for_one_session() {
        restart(allowing().guests(GuestPolicy.builder().build()));
        Customer guest =
                engine.guests().start(StartSession.PLAIN, null).view().session().customer();

        assertThat(refused(OutboundSession.with(guest.id()))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThatIllegalArgumentException().isThrownBy(() -> OutboundSession.with(guest));
    }

    @Test
    void what_the_request_leaves_open_about_the_customer_comes_from_the_last_session() {
        StartSession earlier = StartSession.builder()
                .name("Carla")
                .email("carla@example.org")
                .phone("555")
                .topic(Topic.builder().locale("de").subject("earlier").build())
                .build();
        watched(carla().start(earlier).session().id());

        Session session = antonStarts(withCarla(told -> told.email("new@example.org"))
                        .topic(Topic.builder()
                                .subject("Refund")
                                .category("payment")
                                .build()))
                .session();

        assertThat(session.customer())
                .isEqualTo(Customer.builder(CUSTOMER)
                        .name("Carla")
                        .email("new@example.org")
                        .phone("555")
                        .build());
        assertThat(session.topic())
                .isEqualTo(Topic.builder()
                        .subject("Refund")
                        .category("payment")
                        .locale("de")
                        .build());
        assertThat(log(ID).get(0).text()).isEqualTo("Der Support hat das Gespräch begonnen.");
    }

    @Test
    void it_belongs_to_the_department_of_the_request_or_that_of_the_policy() {
        restart(allowing().department(start -> start.topic().category()));
        engine.agent(Principal.agent("berta", Role.AGENT, null, "Billing")).agents();
        Topic sales = Topic.builder().category("Sales").build();

        Session chosen = antonStarts(
                        withCarla().id(new SessionId("s-2")).topic(sales).department("Billing"))
                .session();
        Session left = antonStarts(withCarla().topic(sales)).session();

        assertThat(chosen.department()).isEqualTo("Billing");
        assertThat(left.department()).isEqualTo("Sales");
        assertThat(refused(withCarla().id(null).department("Biling"))).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void values_that_break_a_rule_are_refused() {
        assertThat(Stream.of(
                                withCarla().message(" "),
                                withCarla(told -> told.name("two\nlines")),
                                withCarla()
                                        .topic(Topic.builder()
                                                .subject("x".repeat(10_000))
                                                .build()))
                        .map(this::refused))
                .containsOnly(ErrorCode.INVALID_SESSION);
    }

    @Test
    void content_filters_judge_the_message() {
        engine.close();
        engine = closing(engineBuilder(store, allowing().build())
                .contentFilters(List.of(ContentFilters.refusing(ContentFilters.words("words", List.of("gizmo")))))
                .build());

        assertThat(refused(withCarla().message("a gizmo"))).isEqualTo(ErrorCode.CONTENT_REJECTED);
        assertThat(store.findSession(ID)).isEmpty();
    }

    @Test
    void a_session_without_an_answer_ends_like_any_other() {
        restart(allowing().customerTimeout(Duration.ofMinutes(10)).timeoutAfterStart(Duration.ZERO));
        antonStarts(withCarla().message("Hello"));

        passSlowly(Duration.ofMinutes(11));

        assertThat(stored(ID).state()).isEqualTo(SessionState.ENDED);
        assertThat(Objects.requireNonNull(stored(ID).ending()).outcome()).isNull();
    }
}
