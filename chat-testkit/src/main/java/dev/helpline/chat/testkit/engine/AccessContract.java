package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.testkit.fault.FaultyStore;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Permissions: which caller may see and do what. */
abstract class AccessContract extends EngineTest {
    private static final SessionId MISSING = new SessionId("missing");

    static Stream<Named<BiConsumer<CustomerChat, SessionId>>> customersCalls() {
        return Stream.of(
                Named.of("send", (chat, session) -> chat.send(SendMessage.of(session, "x"))),
                Named.of("poll", (chat, session) -> chat.poll(everything(session, null))),
                Named.of("session", CustomerChat::session),
                Named.of("messages", (chat, session) -> chat.messages(MessagesQuery.page(session, 1, 10))),
                Named.of("end", (chat, session) -> chat.end(EndSession.of(session))),
                Named.of("rate", (chat, session) -> chat.rate(RateSession.of(session, 5))));
    }

    @ParameterizedTest
    @MethodSource("customersCalls")
    void a_foreign_session_looks_exactly_like_none(BiConsumer<CustomerChat, SessionId> call) {
        SessionId foreign = ended();
        Session before = stored(foreign);

        ChatException refused = refusalOf(() -> call.accept(customer("eve"), foreign));
        ChatException missing = refusalOf(() -> call.accept(customer("eve"), MISSING));

        assertThat(refused.code()).isEqualTo(missing.code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(messageFor(refused, foreign)).isEqualTo(messageFor(missing, MISSING));
        assertThat(refused.details()).containsOnlyKeys("sessionId");
        assertThat(missing.details()).containsOnlyKeys("sessionId");
        assertThat(refused.retryAfter()).isEqualTo(missing.retryAfter());
        assertThat(stored(foreign)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("customersCalls")
    void a_foreign_session_costs_one_read_of_the_store_as_a_missing_one_does(BiConsumer<CustomerChat, SessionId> call) {
        SessionId foreign = ended();
        FaultyStore counted = new FaultyStore(store);
        ChatEngine other = engineOver(counted, unlimited().build());
        CustomerChat eve = other.customer(Principal.customer("eve", null));

        long missing = reads(counted, () -> call.accept(eve, MISSING));
        long inTheStore = reads(counted, () -> call.accept(eve, foreign));
        long inTheStoreAgain = reads(counted, () -> call.accept(eve, foreign));
        other.customer(Principal.customer(CARLA, null)).session(foreign);
        long inMemory = reads(counted, () -> call.accept(eve, foreign));

        assertThat(List.of(missing, inTheStore, inTheStoreAgain, inMemory)).containsOnly(1L);
    }

    private static long reads(FaultyStore counted, ThrowingCallable call) {
        long before = counted.readsMade();
        assertThat(refusalOf(call).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        return counted.readsMade() - before;
    }

    @ParameterizedTest
    @MethodSource("customersCalls")
    void a_caller_without_a_token_is_asked_for_one(BiConsumer<CustomerChat, SessionId> call) {
        SessionId session = ended();

        ChatException refused = refusalOf(() -> call.accept(anonymous(), session));
        ChatException missing = refusalOf(() -> call.accept(anonymous(), MISSING));

        assertThat(refused.code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
        assertThat(refused).hasMessage(missing.getMessage());
    }

    @Test
    void under_session_id_access_a_caller_without_a_token_acts_as_the_customer() {
        restart(unlimited().access(AccessPolicy.SESSION_ID));
        SessionId session = active();

        Entry sent = anonymous().send(SendMessage.of(session, "Hi?"));
        anonymous().end(EndSession.of(session));
        anonymous().rate(RateSession.of(session, 3));

        assertThat(sent.author().type()).isEqualTo(ParticipantType.CUSTOMER);
        assertThat(sent.author().id()).isEqualTo(CARLA);
        assertThat(anonymous().poll(everything(session, null)).messages()).hasSize(5);
        assertThat(refusalOf(() -> anonymous().session(MISSING)).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void under_session_id_access_a_retry_may_come_with_or_without_a_token() {
        restart(unlimited().access(AccessPolicy.SESSION_ID));
        SessionId session = active();

        Entry first = carla().send(message(session, "m", "Hi?"));

        assertThat(anonymous().send(message(session, "m", "Hi?"))).isEqualTo(first);
    }

    @Test
    void under_session_id_access_a_token_still_counts() {
        restart(unlimited().access(AccessPolicy.SESSION_ID));
        SessionId session = active();

        assertThat(refusalOf(() -> customer("eve").session(session)).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void starting_and_listing_need_a_token_under_every_policy() {
        restart(unlimited().access(AccessPolicy.SESSION_ID));

        assertThat(refusalOf(() -> anonymous().start(StartSession.PLAIN)).code())
                .isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
        assertThat(refusalOf(() -> anonymous().currentOrStart(StartSession.PLAIN))
                        .code())
                .isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
        assertThat(refusalOf(() -> anonymous().current()).code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
        assertThat(refusalOf(() -> anonymous().history(1, 10)).code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    }

    @Test
    void neither_side_can_act_as_the_other() {
        Principal agent = Principal.agent(ANTON, Role.AGENT, null, null);
        Principal customer = Principal.customer(CARLA, null);

        assertThat(refusalOf(() -> engine.customer(agent)).code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusalOf(() -> engine.agent(customer)).code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusalOf(() -> engine.agent(Principal.ANONYMOUS)).code()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void an_agent_of_a_customers_name_is_another_sender() {
        SessionId session = started("same");

        Entry sent = agent("same").send(SendMessage.of(session, "x"));

        assertThat(sent.author().type()).isEqualTo(ParticipantType.AGENT);
        assertThat(customer("same").poll(everything(session, null)).messages()).contains(sent);
    }

    @Test
    void a_principal_with_an_invalid_id_is_refused() {
        assertThat(refusalOf(() -> customer("two words")).code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
        assertThat(refusalOf(() -> agent("")).code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    }

    @Test
    void what_a_token_says_about_a_person_is_cut_to_what_can_be_kept() {
        Principal strange = Principal.builder(Role.CUSTOMER, CARLA)
                .name("Car\u0000la\uD800 " + "x".repeat(300))
                .email("\n")
                .build();

        SessionId session = watched(
                engine.customer(strange).start(StartSession.PLAIN).session().id());

        assertThat(stored(session).customer().name()).startsWith("Carla x").hasSize(255);
        assertThat(stored(session).customer().email()).isNull();
    }

    @Test
    void a_name_of_several_lines_becomes_one() {
        Principal principal = Principal.builder(Role.CUSTOMER, CARLA)
                .name("Carla\tAnna\r\nC.\u0007 ")
                .phone("1".repeat(65))
                .build();

        SessionId session = watched(
                engine.customer(principal).start(StartSession.PLAIN).session().id());

        assertThat(stored(session).customer().name()).isEqualTo("Carla Anna  C.");
        assertThat(stored(session).customer().phone()).isEqualTo("1".repeat(64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth0|5f3", "alice+chat@example.org", "248289761001", "https://idp.example/users?id=7#me"})
    void subjects_of_all_identity_providers_can_chat(String subject) {
        SessionId session = started(subject);
        customer(subject).send(message(session, "m1", "Hi?"));
        agent(subject).claim(session);
        agent(subject).send(message(session, "m2", "Hello!"));

        assertThat(owner(session)).isEqualTo(subject);
        assertThat(customer(subject).poll(everything(session, null)).messages()).hasSize(4);
        assertThat(customer(subject).history(1, 10).total()).isEqualTo(1);
        assertThat(agent(subject).agents())
                .extracting(colleague -> colleague.agent().id().value())
                .containsExactly(subject);
        assertThat(refusalOf(() -> customer("carla").session(session)).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void a_deactivated_agent_is_refused_at_once_even_at_a_desk_opened_before() {
        SessionId session = active();
        AgentDesk desk = anton();
        engine.setAgentActive(agentId(ANTON), false);

        assertThat(refusalOf(() -> anton()).code()).isEqualTo(ErrorCode.AGENT_INACTIVE);
        assertThat(refusalOf(() -> desk.send(SendMessage.of(session, "x"))).code())
                .isEqualTo(ErrorCode.AGENT_INACTIVE);
        assertThat(refusalOf(() -> desk.openSessions(OpenSessionQuery.ALL, 1, 10))
                        .code())
                .isEqualTo(ErrorCode.AGENT_INACTIVE);
        engine.setAgentActive(agentId(ANTON), true);
        assertThat(desk.send(SendMessage.of(session, "back")).text()).isEqualTo("back");
    }

    @Test
    void a_deactivation_elsewhere_is_noticed_within_seconds() {
        SessionId session = active();
        engineOver(store, unlimited().build()).setAgentActive(agentId(ANTON), false);

        pass(TICK.multipliedBy(6));

        assertThat(refusalOf(() -> anton().session(session)).code()).isEqualTo(ErrorCode.AGENT_INACTIVE);
    }

    @Test
    void an_agent_that_the_directory_does_not_know_cannot_be_deactivated() {
        assertThat(refusalOf(() -> engine.setAgentActive(agentId("unknown"), false))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void the_history_of_a_customer_holds_no_sessions_of_others() {
        ended();

        assertThat(customer("eve").history(1, 10).sessions()).isEmpty();
        assertThat(customer("Carla").history(1, 10).total()).isZero();
        assertThat(store.countSessionsOf(new CustomerId(CARLA))).isEqualTo(1);
    }

    private static String messageFor(ChatException refusal, SessionId session) {
        return String.valueOf(refusal.getMessage()).replace(session.value(), "?");
    }

    private CustomerChat anonymous() {
        return engine.customer(Principal.ANONYMOUS);
    }
}
