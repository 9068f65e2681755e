package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.audit.AuditPage;
import dev.helpline.chat.core.audit.AuditVerifier;
import dev.helpline.chat.core.canned.SaveCannedResponse;
import dev.helpline.chat.core.team.SaveAgent;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditKey;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.audit.AuditSubject.Kind;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.time.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who did what and when, in all sessions and beyond them. */
abstract class AuditContract extends EngineTest {
    private static final CannedResponseId HELLO = new CannedResponseId("hello");
    private static final AuditSubject RESPONSE = AuditSubject.of(HELLO);

    @Test
    void supervisors_find_by_who_what_when_session_and_customer_what_was_done() {
        SessionId session = active();
        time.advance(Duration.ofMinutes(1));
        Instant later = time.instant();
        anton().setPriority(session, Priority.HIGH);
        agent("berta").setPriority(session, Priority.LOW);

        assertThat(found(AuditQuery.ALL))
                .containsExactly("PRIORITY_CHANGED", "PRIORITY_CHANGED", "SESSION_ASSIGNED", "SESSION_STARTED");
        assertThat(found(AuditQuery.builder().actor("berta").build())).containsExactly("PRIORITY_CHANGED");
        assertThat(found(AuditQuery.builder().action("SESSION_STARTED").build()))
                .containsExactly("SESSION_STARTED");
        assertThat(found(AuditQuery.builder().written(TimeWindow.before(later)).build()))
                .containsExactly("SESSION_ASSIGNED", "SESSION_STARTED");
        assertThat(found(AuditQuery.builder().written(TimeWindow.since(later)).build()))
                .hasSize(2);
        assertThat(found(AuditQuery.builder()
                        .subject(AuditSubject.of(session))
                        .customer(stored(session).customer().id())
                        .build()))
                .hasSize(4);
        assertThat(found(AuditQuery.builder()
                        .subject(AuditSubject.of(new SessionId("other")))
                        .build()))
                .isEmpty();
    }

    @Test
    void a_page_goes_on_behind_the_last_record_while_more_are_written() {
        SessionId session = active();
        anton().setPriority(session, Priority.HIGH);
        AgentDesk boss = supervisor("boss");
        List<AuditRecord> all = boss.audit(AuditQuery.ALL, null, 10).records();

        AuditPage first = boss.audit(AuditQuery.ALL, null, 2);
        anton().setPriority(session, Priority.LOW);
        AuditKey last = AuditKey.of(first.records().get(1));
        AuditPage rest = boss.audit(AuditQuery.ALL, last, 2);

        assertThat(first.hasMore()).isTrue();
        assertThat(rest.hasMore()).isFalse();
        List<AuditRecord> read = new ArrayList<>(first.records());
        read.addAll(rest.records());
        assertThat(read).isEqualTo(all);
    }

    @Test
    void agents_find_nothing_and_only_admins_find_what_was_done_to_agents() {
        active();
        engine.directory()
                .save(SaveAgent.builder(new AgentId("berta")).capacity(2).build());
        AuditQuery ofAgents = AuditQuery.builder().kinds(Set.of(Kind.AGENT)).build();
        AuditQuery ofBerta = AuditQuery.builder()
                .subject(AuditSubject.of(new AgentId("berta")))
                .build();
        AgentDesk boss = supervisor("boss");

        assertThat(refusalOf(() -> anton().audit(AuditQuery.ALL, null, 10)).code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(found(AuditQuery.ALL)).containsExactly("SESSION_ASSIGNED", "SESSION_STARTED");
        assertThat(refusalOf(() -> boss.audit(ofAgents, null, 10)).code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusalOf(() -> boss.audit(ofBerta, null, 10)).code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(admin().audit(ofBerta, null, 10).records())
                .extracting(AuditRecord::action)
                .containsExactly("AGENT_CREATED");
        assertThat(admin().audit(AuditQuery.ALL, null, 10).records()).hasSize(3);
    }

    @Test
    void limits_and_texts_out_of_bounds_are_refused() {
        AuditQuery longActor = AuditQuery.builder().actor("a".repeat(129)).build();
        AuditQuery longAction = AuditQuery.builder().action("A".repeat(65)).build();
        AgentDesk boss = supervisor("boss");

        assertThat(refusalOf(() -> boss.audit(AuditQuery.ALL, null, 501)).code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusalOf(() -> boss.audit(longActor, null, 1)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusalOf(() -> boss.audit(longAction, null, 1)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void each_change_of_a_canned_response_is_audited_with_what_was_before_and_after() {
        AgentDesk boss = supervisor("boss");
        boss.cannedResponses()
                .save(SaveCannedResponse.builder(HELLO, "hi", "Hello").build());
        boss.cannedResponses()
                .save(SaveCannedResponse.builder(HELLO, "hi", "Hello {{customer.name}}")
                        .replacedVersion(1)
                        .build());
        boss.cannedResponses().delete(HELLO);
        boss.cannedResponses().delete(HELLO);
        boss.cannedResponses()
                .save(SaveCannedResponse.builder(HELLO, "hey", "Hey").build());

        List<AuditRecord> records = store.auditAfter(RESPONSE, 0, 10);
        assertThat(records)
                .extracting(AuditRecord::action)
                .containsExactly(
                        "CANNED_RESPONSE_CREATED",
                        "CANNED_RESPONSE_CHANGED",
                        "CANNED_RESPONSE_DELETED",
                        "CANNED_RESPONSE_CREATED");
        assertThat(records).extracting(AuditRecord::actor).containsOnly("boss");
        assertThat(records.get(1).detail()).isEqualTo("text: Hello -> Hello {{customer.name}}");
        assertThat(records.get(2).detail()).contains("shortcut: hi -> none", "text: Hello {{customer.name}} -> none");
    }

    @Test
    void of_racing_saves_of_a_canned_response_each_that_succeeds_is_audited_once() {
        AgentDesk boss = supervisor("boss");
        List<Crowd.Told<CannedResponse>> saved = Crowd.race(
                8,
                i -> boss.cannedResponses()
                        .save(SaveCannedResponse.builder(HELLO, "hi", "Hello " + i)
                                .build()));

        assertThat(Crowd.answers(saved)).hasSize(1);
        assertThat(store.auditHead(RESPONSE).number()).isEqualTo(1);
    }

    @Test
    void everything_that_was_done_verifies() {
        SessionId session = active();
        anton().setPriority(session, Priority.HIGH);
        engine.directory().save(SaveAgent.builder(new AgentId("berta")).build());
        supervisor("boss")
                .cannedResponses()
                .save(SaveCannedResponse.builder(HELLO, "hi", "Hello").build());

        List<AuditSubject> broken = new ArrayList<>();
        long verified = new AuditVerifier(store).verifyAll((subject, where) -> broken.add(subject));

        assertThat(verified).isEqualTo(3);
        assertThat(broken).isEmpty();
    }

    private List<String> found(AuditQuery query) {
        return supervisor("boss").audit(query, null, 100).records().stream()
                .map(AuditRecord::action)
                .toList();
    }

    private AgentDesk admin() {
        return engine.agent(Principal.agent("ada", Role.ADMIN, null, null));
    }
}
