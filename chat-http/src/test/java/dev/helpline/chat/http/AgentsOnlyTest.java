package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.RoleMatrixTest.Row;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.draft.Draft;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.SlaClock;
import dev.helpline.chat.spi.session.SlaTarget;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Entries for agents only – a message, an event and a note –, the ids of authors, audit records, the agent's address and canned responses are
 * in no reply and no frame that the customer of their session gets. Every route is called, a new one, too.
 */
class AgentsOnlyTest {
    private static final String SECRET = "a sly customer";
    private static final String SESSION = "s-1";
    private static final String HIDDEN = "hidden-message";

    /** The id of a colleague who wrote a message and has not the session: the agent who has it is told to the customer. */
    private static final String COLLEAGUE = "colleague-0815";

    private final ChatFixture fixture = fixture();
    private final String alice = fixture.tokens.customer("alice");

    /** A session of alice's with entries for agents only between two messages of her agent's. */
    private static ChatFixture fixture() {
        MemoryChatStore store = new MemoryChatStore();
        Author sarah = new Author(ParticipantType.AGENT, "sarah", null, null);
        Author colleague = new Author(ParticipantType.AGENT, COLLEAGUE, "Otto", null);
        store.commit(CommitBuilder.creating(SESSION)
                .customer("alice")
                .assign("sarah", 1)
                .tags(Set.of(SECRET))
                .mentions(Map.of(new AgentId("hidden-event"), 5L))
                .sla(Map.of(
                        SlaTarget.RESOLUTION,
                        SlaClock.builder()
                                .runningSince(CommitBuilder.START)
                                .dueAt(CommitBuilder.START.plusMillis(86_400_864))
                                .build()))
                .escalatedAt(CommitBuilder.START.plusMillis(4321))
                .audit(audited(AuditSubject.of(new SessionId(SESSION))))
                .entry(
                        EntryKind.MESSAGE,
                        "m-1",
                        entry -> entry.author(colleague).type("text").text("Hello"))
                .entry(
                        EntryKind.MESSAGE,
                        HIDDEN,
                        entry -> entry.author(sarah)
                                .type("text")
                                .audience(Audience.AGENTS)
                                .text(SECRET))
                .entry(
                        EntryKind.EVENT,
                        "hidden-event",
                        entry -> entry.type("message_flagged")
                                .audience(Audience.AGENTS)
                                .text(SECRET))
                .entry(
                        EntryKind.NOTE,
                        "hidden-note",
                        entry -> entry.author(sarah).audience(Audience.AGENTS).text(SECRET))
                .entry(
                        EntryKind.MESSAGE,
                        "m-2",
                        entry -> entry.author(sarah).type("text").text("Bye").replyTo(new EntryId("m-1")))
                .build());
        keepSecretsAroundIt(store);
        return ChatFixture.over(
                store, ChatPolicy.builder().customerMessages(null).newSessions(null), UnaryOperator.identity());
    }

    /** The session's agent has an e-mail address and a draft, and there is a canned response; the first and the last are audited. */
    private static void keepSecretsAroundIt(MemoryChatStore store) {
        AgentId sarah = new AgentId("sarah");
        store.saveAgent(
                Agent.builder(sarah, CommitBuilder.START)
                        .email(SECRET + "@example.org")
                        .managed(true)
                        .version(1)
                        .build(),
                audited(AuditSubject.of(sarah)));
        store.saveDraft(
                Draft.builder(new SessionId(SESSION), sarah)
                        .text(SECRET)
                        .revision("r-1")
                        .savedAt(CommitBuilder.START)
                        .build(),
                null);
        CannedResponseId response = new CannedResponseId("r-1");
        store.saveCannedResponse(
                CannedResponse.builder(response, CommitBuilder.START, sarah)
                        .text(SECRET)
                        .build(),
                audited(AuditSubject.of(response)));
    }

    private static AuditRecord audited(AuditSubject subject) {
        return new AuditRecord(
                subject, 1, CommitBuilder.START, Role.AGENT, "sarah", "DONE", SECRET, "salt", "c", "", "hash");
    }

    static List<Row> rows() {
        return RoleMatrixTest.ROWS;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void agents_read_the_draft_the_message_and_the_event() {
        String sarah = fixture.tokens.agent("sarah");

        assertThat(fixture.get("/api/admin/chat/draft/" + SESSION)
                        .token(sarah)
                        .expect(200)
                        .text())
                .contains(SECRET);
        assertThat(fixture.get("/api/admin/chat/messages/" + SESSION)
                        .token(sarah)
                        .expect(200)
                        .text())
                .contains(SECRET, HIDDEN, "hidden-event", COLLEAGUE);
        assertThat(fixture.get("/api/admin/chat/session/" + SESSION)
                        .token(sarah)
                        .expect(200)
                        .text())
                .contains(".987Z", "resolution");
    }

    @Test
    void those_who_may_read_the_audit_records_the_address_and_the_response() {
        String admin = fixture.tokens.agent("ada", Role.ADMIN);

        assertThat(List.of("audit", "audit/" + SESSION, "agents", "canned-responses"))
                .allSatisfy(path -> assertThat(fixture.get("/api/admin/chat/" + path)
                                .token(admin)
                                .expect(200)
                                .text())
                        .contains(SECRET));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void no_route_tells_the_customer_of_them(Row row) {
        Reply reply = row.call(fixture, SESSION).token(alice).send();

        assertTold(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/chat/poll/s-1?include=own,system",
                "/api/chat/poll/s-1?include=own,system&limit=1",
                "/api/chat/poll/s-1?after=m-1&include=own,system",
                "/api/chat/poll/s-1?after=hidden-message&include=own,system",
                "/api/chat/messages/s-1?page=1&limit=100",
                "/api/chat/messages/s-1?after=m-1",
                "/api/chat/messages/s-1?before=m-2",
                "/api/chat/messages/s-1?after=hidden-message",
                "/api/chat/attachments/s-1/hidden-message"
            })
    void no_page_and_no_cursor_shows_them(String path) {
        assertTold(fixture.get(path).token(alice).send());
    }

    @Test
    void a_message_that_names_one_is_refused_as_if_it_were_not_there() {
        String reply = "{\"sessionId\":\"s-1\",\"message\":\"What?\",\"replyTo\":\"%s\"}";

        Reply naming = fixture.post("/api/chat/message", reply.formatted(HIDDEN))
                .token(alice)
                .expect(400);
        Reply missing = fixture.post("/api/chat/message", reply.formatted("no-such"))
                .token(alice)
                .expect(400);

        assertThat(naming.json().at("/error/message")).isEqualTo(missing.json().at("/error/message"));
        fixture.call("DELETE", "/api/chat/message/s-1/" + HIDDEN).token(alice).expect(404, "MESSAGE_NOT_FOUND");
    }

    @Test
    void no_frame_of_a_socket_has_them() {
        DirectSocket socket =
                fixture.socket("/api/chat/ws/" + SESSION).token(alice).open();
        fixture.say("alice", SESSION, "m-3", "And now?");

        StringBuilder told = new StringBuilder(socket.inbox.expect("ready").toString());
        while (!told.toString().contains("m-3")) {
            told.append(socket.inbox.next());
        }

        assertThat(told.toString()).contains("m-1", "m-2", "Otto").doesNotContain(SECRET, "hidden-", COLLEAGUE);
    }

    private static void assertTold(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isLessThan(500);
        assertThat(reply.text()).doesNotContain(SECRET, "hidden-event", "hidden-note", COLLEAGUE, ".321Z", ".987Z");
    }
}
