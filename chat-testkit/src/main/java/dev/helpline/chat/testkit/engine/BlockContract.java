package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.audit.AuditVerdict;
import dev.helpline.chat.core.audit.AuditVerifier;
import dev.helpline.chat.core.block.BlockRequest;
import dev.helpline.chat.core.memory.MemoryClusterBus;
import dev.helpline.chat.core.message.AmendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.fault.FaultyStore;
import dev.helpline.chat.testkit.time.Await;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Blocking customers and network addresses. */
abstract class BlockContract extends EngineTest {
    private static final String SUSAN = "susan";
    private static final BlockSubject CARLA_SUBJECT = BlockSubject.customer(new CustomerId(CARLA));
    private static final NetworkAddress HOME =
            NetworkAddress.parse("2001:db8:0:1::7").orElseThrow();
    private static final NetworkAddress SAME_HOME =
            NetworkAddress.parse("2001:db8:0:1:ffff::9").orElseThrow();
    private static final NetworkAddress ELSEWHERE =
            NetworkAddress.parse("203.0.113.7").orElseThrow();

    @Test
    void a_blocked_customer_starts_sends_types_and_changes_nothing() {
        SessionId session = active();
        Entry sent = carlaSays(session, "one");
        block(CARLA_SUBJECT);
        int entries = log(session).size();

        assertBlocked(() -> carla().start(StartSession.PLAIN));
        assertBlocked(() -> carlaSays(session, "two"));
        assertBlocked(() -> carla().typing(session, true));
        assertBlocked(() -> carla().amend(AmendMessage.withdraw(session, sent.id())));

        assertThat(log(session)).hasSize(entries);
        assertThat(isTyping(anton(), session)).isFalse();
        assertThat(store.openSessionsOf(new CustomerId(CARLA))).hasSize(1);
    }

    @Test
    void a_blocked_customer_rates_nothing() {
        SessionId rated = ended();
        SessionId unrated = ended();
        carla().rate(RateSession.of(rated, 2));
        block(CARLA_SUBJECT);

        assertBlocked(() -> carla().rate(RateSession.of(unrated, 1)));

        assertThat(stored(unrated).rating()).isNull();
        assertThat(carla().rate(RateSession.of(rated, 2)).session()).isEqualTo(stored(rated));
    }

    @Test
    void a_blocked_customer_still_reads_and_ends_what_is_theirs() {
        SessionId session = active();
        String cursor = carla().poll(everything(session, null)).cursor();
        CompletableFuture<PollAnswer> waiting =
                future(carla().pollAsync(PollRequest.everything(session, cursor).waiting(Duration.ofSeconds(20))));
        block(CARLA_SUBJECT);

        antonSays(session, "goodbye");

        assertThat(texts(answerOf(waiting))).containsExactly("goodbye");
        assertThat(carla().currentOrStart(StartSession.PLAIN).session().id()).isEqualTo(session);
        assertThat(carla().history(1, 10).total()).isEqualTo(1);
        assertThat(carla().end(EndSession.of(session)).session().ending()).isNotNull();
    }

    @Test
    void a_message_stored_before_the_block_gets_its_first_result_again() {
        SessionId session = active();
        Entry sent = carla().send(message(session, "m1", "one"));
        block(CARLA_SUBJECT);

        assertThat(carla().send(message(session, "m1", "one"))).isEqualTo(sent);
    }

    @Test
    void a_blocked_address_holds_for_every_customer_who_calls_from_its_network() {
        SessionId session = started();
        block(BlockSubject.address(HOME));

        assertBlocked(() -> from(SAME_HOME, CARLA).send(message(session, "m1", "one")));
        assertBlocked(() -> from(HOME, "eve").start(StartSession.PLAIN));

        assertThat(from(ELSEWHERE, CARLA).send(message(session, "m2", "two")).text())
                .isEqualTo("two");
        assertThat(carlaSays(session, "three").text()).isEqualTo("three");
        assertThat(antonSays(session, "four").text()).isEqualTo("four");
    }

    @Test
    void a_block_ends_by_itself_or_is_ended() {
        SessionId session = active();
        Instant until = time.instant().plusSeconds(60);
        supervisor(SUSAN)
                .blocks()
                .block(BlockRequest.builder(CARLA_SUBJECT).until(until).build());

        ChatException refusal = refusalOf(() -> carlaSays(session, "one"));
        time.advance(Duration.ofSeconds(60));
        carlaSays(session, "two");
        block(CARLA_SUBJECT);
        assertBlocked(() -> carlaSays(session, "three"));
        supervisor(SUSAN).blocks().unblock(CARLA_SUBJECT);
        carlaSays(session, "four");

        assertThat(refusal.details()).containsEntry("blocked", "true").containsEntry("until", until.toString());
        assertThat(log(session))
                .extracting(EngineTest::word)
                .contains("two", "four")
                .doesNotContain("one", "three");
    }

    @Test
    void a_block_survives_a_restart() {
        SessionId session = active();
        block(CARLA_SUBJECT);

        restart(unlimited());

        assertBlocked(() -> carlaSays(session, "one"));
        assertThat(supervisor(SUSAN).blocks().blocks(1, 10).blocks())
                .extracting(BlockChange::subject)
                .containsExactly(CARLA_SUBJECT);
    }

    @Test
    void another_node_with_a_bus_knows_of_a_block_at_once() {
        SessionId session = active();
        engine.close();
        MemoryClusterBus bus = new MemoryClusterBus();
        engine = closing(
                engineBuilder(store, unlimited().build()).clusterBus(bus).build());
        ChatEngine other = closing(
                engineBuilder(store, unlimited().build()).clusterBus(bus).build());
        other.customer(Principal.customer(CARLA, null)).send(message(session, "m1", "one"));

        block(CARLA_SUBJECT);

        Await.until(() -> isRefused(other, session));
        supervisor(SUSAN).blocks().unblock(CARLA_SUBJECT);
        Await.until(() -> !isRefused(other, session));
    }

    @Test
    void a_node_that_is_told_of_a_change_while_it_reads_reads_again() {
        SessionId session = active();
        block(CARLA_SUBJECT);
        MemoryClusterBus bus = new MemoryClusterBus();
        ChatPolicy policy = unlimited().typingSignals(null).build();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        ChatEngine reading = closing(engineBuilder(afterReadingBlocks(meanwhile), policy)
                .clusterBus(bus)
                .build());
        ChatEngine third = closing(engineBuilder(store, policy).clusterBus(bus).build());
        ChatEngine unblocking =
                closing(engineBuilder(store, policy).clusterBus(bus).build());
        assertThat(isRefused(third, session)).isTrue();

        meanwhile.set(() -> {
            supervisorAt(unblocking).blocks().unblock(CARLA_SUBJECT);
            Await.until(() -> !isRefused(third, session));
            workers.awaitIdle();
        });

        assertThat(isRefused(reading, session)).isTrue();
        workers.awaitIdle();
        assertThat(isRefused(reading, session)).isFalse();
    }

    /** The store, with something that happens once right after blocks were read. */
    private ChatStore afterReadingBlocks(AtomicReference<Runnable> meanwhile) {
        return (ChatStore) Proxy.newProxyInstance(
                ChatStore.class.getClassLoader(), new Class<?>[] {ChatStore.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(store, arguments);
                    if (method.getName().equals("blockChangesSince")) {
                        meanwhile.getAndSet(() -> {}).run();
                    }
                    return result;
                });
    }

    private AgentDesk supervisorAt(ChatEngine at) {
        return at.agent(Principal.agent("susan", Role.SUPERVISOR, "Susan", null));
    }

    @Test
    void another_node_without_a_bus_knows_of_a_block_within_ten_seconds() {
        SessionId session = active();
        ChatEngine other = engineOver(store, unlimited().build());
        other.customer(Principal.customer(CARLA, null)).typing(session, true);
        block(CARLA_SUBJECT);

        passSlowly(Duration.ofSeconds(10));

        assertThat(isRefused(other, session)).isTrue();
    }

    @Test
    void a_customer_who_is_judged_again_costs_no_read_of_blocks() {
        FaultyStore counted = new FaultyStore(store);
        engine.close();
        engine = engineOver(counted, unlimited().typingSignals(null).build());
        SessionId session = started();
        carla().typing(session, true);
        long reads = counted.readsMade();

        for (int i = 0; i < 50; i++) {
            carla().typing(session, i % 2 == 0);
        }

        assertThat(counted.readsMade()).isEqualTo(reads);
    }

    @Test
    void only_supervisors_and_admins_block_and_see_blocks() {
        List<ThrowingCallable> calls = List.of(
                () -> anton().blocks().block(BlockRequest.builder(CARLA_SUBJECT).build()),
                () -> anton().blocks().unblock(CARLA_SUBJECT),
                () -> anton().blocks().blocks(1, 10),
                () -> anton().blocks().history(CARLA_SUBJECT));

        assertThat(calls).extracting(call -> refusalOf(call).code()).containsOnly(ErrorCode.FORBIDDEN);
        assertThat(carla().start(StartSession.PLAIN)).isNotNull();
    }

    @Test
    void each_change_says_who_made_it_when_why_and_until_when() {
        Instant until = time.instant().plusSeconds(3600);
        supervisor(SUSAN)
                .blocks()
                .block(BlockRequest.builder(CARLA_SUBJECT)
                        .reason("spam")
                        .until(until)
                        .build());
        pass(TICK);
        engine.agent(Principal.agent("adam", Role.ADMIN, null, null)).blocks().unblock(CARLA_SUBJECT);

        List<BlockChange> history = supervisor(SUSAN).blocks().history(CARLA_SUBJECT);

        assertThat(history).extracting(BlockChange::actor).containsExactly(SUSAN, "adam");
        assertThat(history).extracting(BlockChange::role).containsExactly(Role.SUPERVISOR, Role.ADMIN);
        assertThat(history).extracting(BlockChange::blocked).containsExactly(true, false);
        assertThat(history.get(0).reason()).isEqualTo("spam");
        assertThat(history.get(0).until()).isEqualTo(until);
        assertThat(history.get(1).at()).isEqualTo(time.instant());
        assertThat(new AuditVerifier(store).verify(CARLA_SUBJECT.auditSubject()))
                .isEqualTo(new AuditVerdict.Intact(2));
    }

    @Test
    void blocks_and_unblocks_are_found_in_the_audit_with_what_was_before_and_after() {
        block(CARLA_SUBJECT);
        supervisor(SUSAN)
                .blocks()
                .block(BlockRequest.builder(CARLA_SUBJECT).reason("spam").build());
        supervisor(SUSAN).blocks().unblock(CARLA_SUBJECT);
        supervisor(SUSAN).blocks().unblock(CARLA_SUBJECT);

        List<AuditRecord> records = supervisor(SUSAN)
                .audit(AuditQuery.builder().actor(SUSAN).build(), null, 10)
                .records();

        assertThat(records).extracting(AuditRecord::subject).containsOnly(CARLA_SUBJECT.auditSubject());
        assertThat(records)
                .extracting(AuditRecord::action, AuditRecord::detail)
                .containsExactly(
                        tuple("UNBLOCKED", "blocked: true -> false\nreason: spam -> none"),
                        tuple("BLOCKED", "reason: none -> spam"),
                        tuple("BLOCKED", "blocked: none -> true"));
    }

    @Test
    void blocking_again_with_the_same_words_changes_nothing_and_with_others_it_does() {
        BlockRequest request =
                BlockRequest.builder(CARLA_SUBJECT).reason("spam").build();
        BlockChange first = supervisor(SUSAN).blocks().block(request);

        BlockChange again = supervisor("another").blocks().block(request);
        BlockChange other = supervisor(SUSAN)
                .blocks()
                .block(request.toBuilder().reason("insults").build());

        assertThat(again).isEqualTo(first);
        assertThat(other.number()).isEqualTo(2);
        assertThat(supervisor(SUSAN).blocks().blocks(1, 10).blocks()).containsExactly(other);
    }

    @Test
    void ending_a_block_that_does_not_exist_changes_nothing() {
        supervisor(SUSAN).blocks().unblock(CARLA_SUBJECT);

        assertThat(supervisor(SUSAN).blocks().history(CARLA_SUBJECT)).isEmpty();
    }

    @Test
    void an_end_that_has_passed_is_refused() {
        ChatException refusal = refusalOf(() -> supervisor(SUSAN)
                .blocks()
                .block(BlockRequest.builder(CARLA_SUBJECT).until(time.instant()).build()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusal.details()).containsEntry("field", "until");
    }

    @Test
    void of_many_supervisors_who_block_at_once_all_are_told_and_each_change_is_kept() {
        int supervisors = 8;

        List<BlockChange> changes = Crowd.all(
                supervisors,
                i -> supervisor("s" + i)
                        .blocks()
                        .block(BlockRequest.builder(CARLA_SUBJECT)
                                .reason("reason " + i)
                                .build()));

        assertThat(changes).extracting(BlockChange::number).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(new AuditVerifier(store).verify(CARLA_SUBJECT.auditSubject()))
                .isEqualTo(new AuditVerdict.Intact(supervisors));
    }

    private BlockChange block(BlockSubject subject) {
        return supervisor(SUSAN).blocks().block(BlockRequest.builder(subject).build());
    }

    private CustomerChat from(NetworkAddress address, String customer) {
        return engine.customer(new Accepted(Principal.customer(customer, null), Instant.MAX), address);
    }

    private static boolean isRefused(ChatEngine engine, SessionId session) {
        try {
            engine.customer(Principal.customer(CARLA, null)).typing(session, false);
            return false;
        } catch (ChatException refusal) {
            return refusal.code() == ErrorCode.CUSTOMER_BLOCKED;
        }
    }

    private static void assertBlocked(ThrowingCallable call) {
        assertThat(refusalOf(call).code()).isEqualTo(ErrorCode.CUSTOMER_BLOCKED);
    }
}
