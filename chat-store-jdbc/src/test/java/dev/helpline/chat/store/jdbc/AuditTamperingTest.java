package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.audit.AuditVerdict.Broken;
import dev.helpline.chat.core.audit.AuditVerdict.Intact;
import dev.helpline.chat.core.audit.AuditVerifier;
import dev.helpline.chat.core.canned.SaveCannedResponse;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.core.team.SaveAgent;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Priority;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A party that can write to the database removes, alters, reorders or adds audit records, and the verifier finds where. */
@NeedsServer
@ParameterizedClass
@EnumSource
class AuditTamperingTest {
    private static final SessionId SESSION = new SessionId("s");
    private static final AuditSubject AGENT = AuditSubject.of(new AgentId("bob"));
    private static final AuditSubject RESPONSE = AuditSubject.of(new CannedResponseId("hi"));

    private final TestDatabase database;
    private final JdbcChatStore store;
    private final AuditVerifier verifier;

    AuditTamperingTest(DatabaseKind kind) {
        database = kind.newDatabase();
        store = JdbcChatStore.builder(database.pool()).build();
        verifier = new AuditVerifier(store);
    }

    @BeforeEach
    void changeASessionAnAgentAndACannedResponse() {
        try (ChatEngine engine = ChatEngine.builder(store).build()) {
            engine.customer(Principal.customer("carla", null))
                    .start(StartSession.builder().id(SESSION).build());
            AgentDesk boss = engine.agent(Principal.agent("boss", Role.ADMIN, null, null));
            boss.setPriority(SESSION, Priority.HIGH);
            boss.setPriority(SESSION, Priority.LOW);
            boss.setPriority(SESSION, Priority.URGENT);
            for (int version = 0; version < 3; version++) {
                engine.directory()
                        .save(SaveAgent.builder(new AgentId("bob"))
                                .capacity(version)
                                .replacedVersion(version)
                                .build());
                boss.cannedResponses()
                        .save(SaveCannedResponse.builder(new CannedResponseId("hi"), "hi", "Hello " + version)
                                .replacedVersion(version)
                                .build());
            }
        }
    }

    @AfterEach
    void dropDatabase() {
        store.close();
        database.close();
    }

    @Test
    void what_the_engine_wrote_is_intact() {
        assertThat(verifier.verify(SESSION)).contains(new Intact(4));
        assertThat(verifier.verify(AGENT)).isEqualTo(new Intact(3));
        assertThat(verifier.verify(RESPONSE)).isEqualTo(new Intact(3));
        assertThat(broken()).isEmpty();
    }

    @Test
    void a_removed_record_is_found_at_every_place_of_every_chain() throws SQLException {
        database.execute("delete from chat_audit where kind = 'SESSION' and number = 2");
        database.execute("delete from chat_audit where kind = 'AGENT' and number = 1");
        database.execute("delete from chat_audit where kind = 'CANNED_RESPONSE' and number = 3");

        assertThat(verifier.verify(SESSION)).contains(new Broken(2));
        assertThat(broken()).isEqualTo(Map.of(AuditSubject.of(SESSION), 2L, AGENT, 1L, RESPONSE, 3L));
    }

    @Test
    void an_altered_record_is_found() throws SQLException {
        database.execute("update chat_audit set actor = 'eve' where kind = 'SESSION' and number = 3");
        database.execute("update chat_audit set detail = 'nothing' where kind = 'AGENT' and number = 2");
        database.execute("update chat_audit set recorded_at = recorded_at + 1 where kind = 'CANNED_RESPONSE'");

        assertThat(broken()).isEqualTo(Map.of(AuditSubject.of(SESSION), 3L, AGENT, 2L, RESPONSE, 1L));
    }

    @Test
    void records_in_another_order_are_found() throws SQLException {
        database.execute("update chat_audit set number = 99 where number = 2");
        database.execute("update chat_audit set number = 2 where number = 3");
        database.execute("update chat_audit set number = 3 where number = 99");

        assertThat(broken()).isEqualTo(Map.of(AuditSubject.of(SESSION), 2L, AGENT, 2L, RESPONSE, 2L));
    }

    @Test
    void a_record_that_was_added_or_belongs_to_nothing_is_found() throws SQLException {
        String copied = "recorded_at, role, actor, action, detail, salt, commitment, previous_hash, hash"
                + " from chat_audit where kind = 'SESSION' and number = 1";
        database.execute("insert into chat_audit select kind, subject, 5, " + copied);
        database.execute("insert into chat_audit select kind, 'other', 1, " + copied);

        assertThat(broken())
                .isEqualTo(Map.of(AuditSubject.of(SESSION), 5L, AuditSubject.of(new SessionId("other")), 1L));
    }

    @Test
    void a_chain_of_an_agent_that_was_cut_off_with_its_head_is_found() throws SQLException {
        database.execute("delete from chat_audit where kind = 'AGENT'");
        database.execute("delete from chat_audit_head where kind = 'AGENT'");

        assertThat(verifier.verify(AGENT)).isEqualTo(new Broken(1));
    }

    private Map<AuditSubject, Long> broken() {
        Map<AuditSubject, Long> broken = new TreeMap<>();
        verifier.verifyAll((subject, where) -> broken.put(subject, where.number()));
        return broken;
    }
}
