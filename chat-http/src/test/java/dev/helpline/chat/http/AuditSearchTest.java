package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.spi.auth.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for audit records. */
class AuditSearchTest {
    private final ChatFixture fixture = ChatFixture.strict();
    private final String admin = fixture.tokens.agent("ada", Role.ADMIN);
    private final String boss = fixture.tokens.agent("boss", Role.SUPERVISOR);

    @BeforeEach
    void changes() {
        fixture.start("alice", "s-1");
        fixture.time.advance(Duration.ofMinutes(1));
        fixture.start("bob", "s-2");
        fixture.time.advance(Duration.ofMinutes(1));
        fixture.answer("sarah", "s-2", "m-1", "I am on it");
        fixture.time.advance(Duration.ofMinutes(1));
        fixture.post("/api/admin/chat/agents", "{\"agentId\":\"sarah\",\"capacity\":3}")
                .token(admin)
                .expect(200);
        fixture.time.advance(Duration.ofMinutes(1));
        String response = "{\"responseId\":\"r-1\",\"shortcut\":\"hi\",\"text\":\"Hello\"}";
        fixture.post("/api/admin/chat/canned-responses", response).token(admin).expect(200);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                 | r-1/1 sarah/1 s-2/3 s-2/2 s-2/1 s-1/1",
                "kind=session                      | s-2/3 s-2/2 s-2/1 s-1/1",
                "kind=canned_response              | r-1/1",
                "sessionId=s-2                     | s-2/3 s-2/2 s-2/1",
                "agentId=sarah                     | sarah/1",
                "responseId=r-1                    | r-1/1",
                "userId=alice                      | s-1/1",
                "actor=sarah                       | s-2/3 s-2/2",
                "actor=stranger                    | -",
                "action=SESSION_STARTED            | s-2/1 s-1/1",
                "action=SESSION_STARTED&actor=bob  | s-2/1",
                "limit=2                           | r-1/1 sarah/1"
            })
    void records_are_found(@Nullable String query, @Nullable String records) {
        Reply reply = search(admin, query == null ? "" : query).expect(200);

        assertThat(found(reply.data())).isEqualTo(records == null ? List.of() : List.of(records.split(" ", -1)));
    }

    @Test
    void pages_follow_one_another_to_the_end() {
        List<String> read = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = search(admin, "limit=2&after=" + after).expect(200).data();
            read.addAll(found(page));
            after = page.path("nextCursor").asText();
        } while (!after.isEmpty());

        assertThat(read).containsExactly("r-1/1", "sarah/1", "s-2/3", "s-2/2", "s-2/1", "s-1/1");
    }

    @Test
    void supervisors_are_not_told_what_was_done_to_agents() {
        assertThat(found(search(boss, "").expect(200).data()))
                .containsExactly("r-1/1", "s-2/3", "s-2/2", "s-2/1", "s-1/1");
        search(boss, "agentId=sarah").expect(403, "FORBIDDEN");
        search(boss, "kind=agent").expect(403, "FORBIDDEN");
        search(boss, "kind=customer_hold").expect(403, "FORBIDDEN");
        search(boss, "kind=session_hold").expect(403, "FORBIDDEN");
    }

    @Test
    void blocks_are_found_by_customer_and_by_address() {
        block("{\"userId\":\"alice\",\"reason\":\"spam\"}");
        fixture.time.advance(Duration.ofMinutes(1));
        block("{\"address\":\"203.0.113.7\"}");

        assertThat(found(search(boss, "userId=alice").expect(200).data())).containsExactly("alice/1", "s-1/1");
        assertThat(found(search(boss, "kind=customer").expect(200).data())).containsExactly("alice/1");
        assertThat(found(search(boss, "address=203.0.113.7").expect(200).data()))
                .containsExactly("203.0.113.7/1");
        assertThat(found(search(boss, "actor=boss&action=BLOCKED").expect(200).data()))
                .containsExactly("203.0.113.7/1", "alice/1");
    }

    private void block(String subject) {
        fixture.post("/api/admin/chat/customers/block", subject).token(boss).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=message",
                "address=example.org",
                "sessionId=a%20b",
                "agentId=%3Cb%3E",
                "responseId=..",
                "userId=a%20b",
                "sessionId=s-1&agentId=sarah",
                "from=yesterday",
                "to=2025",
                "limit=0",
                "after=x",
                "after=1.message.1.s-1",
                "after=1.session.0.s-1",
                "after=1.session.1.a%20b"
            })
    void a_filter_that_breaks_a_rule_is_refused(String query) {
        search(admin, query).expect(400, "VALIDATION_ERROR");
    }

    @Test
    void an_actor_or_an_action_that_is_too_long_is_refused() {
        search(admin, "actor=" + "a".repeat(129)).expect(400, "VALIDATION_ERROR");
        search(admin, "action=" + "A".repeat(65)).expect(400, "VALIDATION_ERROR");
    }

    private Call search(String token, String query) {
        return fixture.get("/api/admin/chat/audit?" + query).token(token);
    }

    private static List<String> found(JsonNode data) {
        List<String> found = new ArrayList<>();
        data.path("records")
                .forEach(record -> found.add(record.path("subject").asText() + "/" + record.path("number")));
        return found;
    }
}
