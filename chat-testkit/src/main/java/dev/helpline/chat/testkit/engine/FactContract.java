package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.facts.FactVerdict;
import dev.helpline.chat.core.facts.FactVerification;
import dev.helpline.chat.core.facts.FactVerifier;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.subscription.Subscription;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.facts.AgentResponse;
import dev.helpline.chat.spi.facts.AgentStint;
import dev.helpline.chat.spi.facts.AgentWorkload;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.FactStore;
import dev.helpline.chat.spi.store.WorkloadStore;
import dev.helpline.chat.spi.time.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The facts that reports count: those of the log, after every command, and computed anew where they are not. That they are those of the log
 * after each test of the engine, {@link Books} checks.
 */
abstract class FactContract extends EngineTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private FactStore facts;
    private FactVerifier verifier;

    @BeforeEach
    void requireFacts() {
        Assumptions.assumeTrue(store instanceof FactStore, "the store keeps no rows of facts");
        facts = (FactStore) store;
        verifier = new FactVerifier(store);
    }

    @Test
    void commands_write_the_facts_that_they_cause() {
        SessionId session = started();
        carlaSays(session, "Hello?");
        pass(Duration.ofSeconds(20));
        antonSays(session, "Hello");
        anton().hold(session);
        pass(Duration.ofSeconds(40));
        carlaSays(session, "Still there");
        pass(Duration.ofSeconds(5));
        anton().end(EndSession.of(session));

        SessionFacts found = stored(session).facts();
        assertThat(found.responseCount()).isEqualTo(1);
        assertThat(found.responseTime()).isEqualTo(Duration.ofSeconds(20));
        assertThat(found.heldTime()).isEqualTo(Duration.ofSeconds(40));
        assertThat(found.customerMessages()).isEqualTo(2);
        assertThat(found.agentMessages()).isEqualTo(1);
        assertThat(found.unansweredSince()).isNull();
        assertThat(found.firstEndedAt()).isEqualTo(time.instant());
        assertThat(facts.factRows(session).responses())
                .extracting(AgentResponse::agent, AgentResponse::time)
                .containsExactly(tuple(new AgentId(ANTON), Duration.ofSeconds(20)));
    }

    @Test
    void each_agent_has_a_stint_in_a_session_that_is_transferred() {
        agent("berta").agents();
        SessionId session = active();
        Instant start = time.instant();
        pass(Duration.ofSeconds(30));
        anton().transfer(TransferSession.toAgent(session, agentId("berta")).build());
        pass(Duration.ofSeconds(20));
        agent("berta").end(EndSession.of(session));

        assertThat(facts.factRows(session).stints())
                .extracting(AgentStint::agent, AgentStint::from, AgentStint::until)
                .containsExactly(
                        tuple(agentId(ANTON), start, start.plusSeconds(30)),
                        tuple(agentId("berta"), start.plusSeconds(30), start.plusSeconds(50)));
    }

    @Test
    void an_agent_who_vanished_was_online_until_the_last_sign_of_life() {
        Assumptions.assumeTrue(store instanceof WorkloadStore, "the store sums up no workloads");
        SessionId session = active();
        TimeWindow day = new TimeWindow(time.instant(), time.instant().plus(Duration.ofDays(1)));
        Subscription subscription = anton().subscribe(PollRequest.everything(session, null), new Inbox());
        passSlowly(Duration.ofMinutes(3));
        subscription.cancel();
        passSlowly(Duration.ofMinutes(3));

        List<AgentWorkload> workloads = ((WorkloadStore) store).workload(day);

        assertThat(workloads).extracting(AgentWorkload::agent).containsExactly(agentId(ANTON));
        assertThat(workloads.get(0).onlineTime()).isBetween(Duration.ofSeconds(130), Duration.ofMinutes(3));
        assertThat(workloads.get(0).sessionTime()).isEqualTo(workloads.get(0).onlineTime());
    }

    @Test
    void messages_sent_at_once_have_the_facts_of_their_order() {
        SessionId session = active();

        Crowd.all(4, i -> {
            for (int n = 0; n < 10; n++) {
                (i % 2 == 0 ? carla() : anton()).send(message(session, "m" + i + "-" + n, "text"));
            }
            return i;
        });

        assertThat(stored(session).facts().customerMessages()).isEqualTo(20);
        assertThat(stored(session).facts().agentMessages()).isEqualTo(20);
        assertThat(verifier.verify(session)).contains(FactVerdict.RIGHT);
    }

    @Test
    void a_wrong_fact_is_found_and_mended() {
        SessionId right = conversation();
        SessionId wrong = conversation();
        Session read = stored(wrong);
        facts.replaceFacts(
                read, read.facts().toBuilder().heldTime(Duration.ofSeconds(1)).build(), facts.factRows(wrong));

        assertThat(verifier.verify(right)).contains(FactVerdict.RIGHT);
        assertThat(verifier.verify(wrong)).contains(FactVerdict.WRONG);
        assertThat(all()).isEqualTo(Map.of(wrong, FactVerdict.WRONG));

        assertThat(verifier.recompute(wrong)).isTrue();
        assertThat(all()).isEmpty();
        carlaSays(wrong, "Go on");
    }

    @Test
    void a_missing_row_is_found_and_mended() {
        SessionId wrong = conversation();
        facts.replaceFacts(stored(wrong), stored(wrong).facts(), FactRows.NONE);

        assertThat(verifier.verify(wrong)).contains(FactVerdict.WRONG);

        verifier.recompute(wrong);
        assertThat(verifier.verify(wrong)).contains(FactVerdict.RIGHT);
        assertThat(facts.factRows(wrong).responses()).hasSize(1);
    }

    @Test
    void sessions_are_verified_page_by_page() {
        for (int i = 0; i < 5; i++) {
            started("c" + i);
        }

        List<Integer> pages = new ArrayList<>();
        FactVerification page = verifier.verify(null, 2);
        pages.add(page.checked());
        while (page.next() != null) {
            page = verifier.verify(page.next(), 2);
            pages.add(page.checked());
        }

        assertThat(pages).containsExactly(2, 2, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> verifier.verify(null, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> verifier.verify(null, 1001));
    }

    @Test
    void an_absent_session_has_no_verdict() {
        assertThat(verifier.verify(new SessionId("absent"))).isEmpty();
        assertThat(verifier.recompute(new SessionId("absent"))).isFalse();
    }

    @Test
    void unknown_facts_are_computed_batch_by_batch_while_the_desk_runs() {
        List<SessionId> sessions = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            SessionId session = started("c" + i);
            sessions.add(session);
            forget(session);
        }
        SessionId busy = sessions.get(0);
        customer("c0").send(SendMessage.of(busy, "A commit to unknown facts"));
        assertThat(stored(busy).facts()).isEqualTo(SessionFacts.UNKNOWN);
        assertThat(verifier.verify(busy)).contains(FactVerdict.OUTDATED);

        pass(A_MINUTE);
        assertThat(facts.sessionsByFacts(0, null, 100)).hasSize(10);
        passSlowly(Duration.ofSeconds(2));

        assertThat(facts.sessionsByFacts(0, null, 100)).isEmpty();
        assertThat(all()).isEmpty();
        customer("c0").send(SendMessage.of(busy, "A commit to facts that are known"));
        assertThat(stored(busy).facts().customerMessages()).isEqualTo(2);
    }

    @Test
    void facts_are_computed_by_one_engine_at_a_time() {
        SessionId session = conversation();
        forget(session);
        store.takeLease(
                "facts", "another-engine", time.instant(), time.instant().plus(Duration.ofMinutes(3)));

        pass(A_MINUTE);
        assertThat(verifier.verify(session)).contains(FactVerdict.OUTDATED);
        pass(A_MINUTE.multipliedBy(3));

        assertThat(verifier.verify(session)).contains(FactVerdict.RIGHT);
    }

    private SessionId conversation() {
        SessionId session = active();
        carlaSays(session, "Hello?");
        antonSays(session, "Hello");
        return session;
    }

    /** As a version of the library without facts would have written the session. */
    private void forget(SessionId session) {
        assertThat(facts.replaceFacts(stored(session), SessionFacts.UNKNOWN, FactRows.NONE))
                .isTrue();
    }

    private Map<SessionId, FactVerdict> all() {
        Map<SessionId, FactVerdict> exceptions = new HashMap<>();
        FactVerification page = verifier.verify(null, 7);
        exceptions.putAll(page.exceptions());
        while (page.next() != null) {
            page = verifier.verify(page.next(), 7);
            exceptions.putAll(page.exceptions());
        }
        return exceptions;
    }
}
