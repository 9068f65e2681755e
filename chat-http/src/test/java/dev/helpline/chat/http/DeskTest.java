package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.spi.auth.Principal;
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

class DeskTest {
    private final ChatFixture fixture = ChatFixture.strict();

    @BeforeEach
    void threeSessions() {
        fixture.start("alice", "s-1");
        fixture.time.advance(Duration.ofSeconds(1));
        fixture.start("bob", "s-2");
        fixture.time.advance(Duration.ofSeconds(1));
        fixture.start("carol", "s-3");
        fixture.answer("sarah", "s-2", "m-1", "I am on it");
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
                "-                      | s-1 s-3 s-2",
                "state=waiting          | s-1 s-3",
                "state=active           | s-2",
                "state=on_hold          | -",
                "assigned=true          | s-2",
                "assigned=false         | s-1 s-3",
                "assigned=me            | s-2",
                "assigned=tom           | -",
                "priority=urgent        | -",
                "priority=normal&q=CAROL| s-3",
                "department=Billing     | s-2",
                "department=Sales       | -",
                "department=            | s-1 s-3 s-2",
                "department=Sales&department=Billing | s-2",
                "department=mine        | s-2",
                "department=Sales&department=mine | s-2",
                "startedFrom=2026-01-05T09:00:00Z            | s-1 s-3 s-2",
                "startedTo=2026-01-05T09:00:00Z              | -",
                "startedFrom=2026-01-05T09:00:01Z&state=waiting | s-3",
                "activeFrom=2026-01-05T09:00:01Z&activeTo=2100-01-01T00:00:00Z&assigned=true | s-2",
                "activeTo=2026-01-05T09:00:00Z               | -",
                "sort=newest            | s-3 s-2 s-1",
                "sort=activity&limit=1  | s-2",
                "page=2&limit=2         | s-2",
                "page=9                 | -"
            })
    void open_sessions_are_found_and_ordered(@Nullable String query, @Nullable String ids) {
        Reply reply = asAgent("/api/admin/chat/active-sessions?" + (query == null ? "" : query))
                .expect(200);

        assertThat(ids(reply.data().path("sessions"))).isEqualTo(ids == null ? List.of() : List.of(ids.split(" ", -1)));
        assertThat(reply.data().path("totalActive").asInt()).isEqualTo(3);
        assertThat(reply.data().path("waiting").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=ended",
                "state=WAITING",
                "assigned=a%20b",
                "priority=5",
                "startedFrom=yesterday",
                "activeTo=1",
                "sort=oldest",
                "sort=newest&sort=newest",
                "department=1&department=2&department=3&department=4&department=5&department=6&department=7&department=8"
                        + "&department=9&department=10&department=11",
                "department=1&department=2&department=3&department=4&department=5&department=6&department=7&department=8"
                        + "&department=9&department=10&department=mine",
                "page=0",
                "limit=x"
            })
    void an_invalid_filter_is_rejected(String query) {
        asAgent("/api/admin/chat/active-sessions?" + query).expect(400, "VALIDATION_ERROR");
    }

    @Test
    void an_agent_of_no_department_finds_no_session_of_their_own_ones() {
        String token = fixture.tokens.issueAgent(Principal.agent("tom", Role.AGENT, null, null));

        assertThat(sessions(fixture.get("/api/admin/chat/active-sessions?department=mine")
                        .token(token)))
                .isEmpty();
        assertThat(sessions(fixture.get("/api/admin/chat/ended-sessions?department=mine")
                        .token(token)))
                .isEmpty();
    }

    @Test
    void ended_sessions_of_several_departments_are_found() {
        fixture.end("sarah", "s-2");

        assertThat(sessions(asAgent("/api/admin/chat/ended-sessions?department=Sales&department=mine")))
                .containsExactly("s-2");
        assertThat(sessions(asAgent("/api/admin/chat/ended-sessions?department=Sales")))
                .isEmpty();
    }

    private static List<String> sessions(Call call) {
        return ids(call.expect(200).data().path("sessions"));
    }

    @Test
    void a_session_that_waits_has_its_place_in_the_list_and_none_on_the_board() {
        JsonNode listed =
                asAgent("/api/admin/chat/active-sessions").expect(200).data().path("sessions");
        JsonNode board = asAgent("/api/admin/chat/poll").expect(200).data().path("sessions");

        assertThat(listed.findValuesAsText("queuePosition")).containsExactly("1", "2");
        assertThat(listed.get(2).has("queuePosition")).isFalse();
        assertThat(board.findValuesAsText("queuePosition")).isEmpty();
    }

    @Test
    void of_two_agents_the_second_learns_who_was_first() {
        assign("tom", Role.AGENT, "{\"sessionId\":\"s-1\"}").expect(200);

        Reply late = assign("sarah", Role.AGENT, "{\"sessionId\":\"s-1\"}").expect(409, "SESSION_CONFLICT");

        assertThat(late.json().at("/error/details/agentId").asText()).isEqualTo("tom");
        assign("tom", Role.AGENT, "{\"sessionId\":\"s-1\"}").expect(200);
    }

    @Test
    void only_a_supervisor_assigns_a_session_to_another_agent() {
        assign("sarah", Role.AGENT, "{\"sessionId\":\"s-1\",\"agentId\":\"tom\"}")
                .expect(403, "FORBIDDEN");
        asAgent("/api/admin/chat/agents", "tom").expect(200);

        Reply given = assign("ruth", Role.SUPERVISOR, "{\"sessionId\":\"s-1\",\"agentId\":\"tom\"}")
                .expect(200);

        assertThat(given.data().at("/agent/agentId").asText()).isEqualTo("tom");
    }

    @Test
    void only_a_supervisor_may_exceed_a_capacity() {
        assign("sarah", Role.AGENT, "{\"sessionId\":\"s-1\",\"force\":true}").expect(403, "FORBIDDEN");
        assign("ruth", Role.SUPERVISOR, "{\"sessionId\":\"s-1\",\"force\":true}")
                .expect(200);
    }

    @Test
    void an_agent_continues_from_the_cursor_of_the_newest_entries() {
        Reply newest = asAgent("/api/admin/chat/messages/s-2?limit=2").expect(200);
        fixture.say("bob", "s-2", "m-2", "Thanks");

        Reply behind = asAgent("/api/admin/chat/messages/s-2?after="
                        + newest.data().path("cursor").asText())
                .expect(200);

        assertThat(newest.data().path("messages")).hasSize(2);
        assertThat(behind.data().at("/messages/0/messageId").asText()).isEqualTo("m-2");
        assertThat(behind.data().path("messages")).hasSize(1);
        assertThat(asAgent("/api/admin/chat/messages/s-2?after="
                                + behind.data().path("cursor").asText())
                        .expect(200)
                        .data()
                        .path("messages"))
                .isEmpty();
    }

    @Test
    void an_agents_chain_of_entries_has_no_gaps() {
        Reply all = asAgent("/api/admin/chat/messages/s-2").expect(200);

        List<Long> seqs = new ArrayList<>();
        all.data().path("messages").forEach(message -> {
            assertThat(message.path("prevSeq").asLong())
                    .isEqualTo(message.path("seq").asLong() - 1);
            seqs.add(message.path("seq").asLong());
        });
        assertThat(seqs).containsExactly(1L, 2L, 3L);
    }

    @Test
    void an_agent_may_use_the_customers_calls_for_polling_and_reading() {
        assertThat(asAgent("/api/chat/session/s-1")
                        .expect(200)
                        .data()
                        .path("state")
                        .asText())
                .isEqualTo("waiting");
        assertThat(asAgent("/api/chat/messages/s-2").expect(200).data().path("messages"))
                .hasSize(1);
        assertThat(asAgent("/api/chat/poll/s-2?include=own").expect(200).data().path("messages"))
                .hasSize(1);
    }

    private Call asAgent(String path) {
        return asAgent(path, "sarah");
    }

    private Call asAgent(String path, String agent) {
        return fixture.get(path).token(fixture.tokens.agent(agent));
    }

    private Call assign(String agent, Role role, String json) {
        return fixture.post("/api/admin/chat/session/assign", json).token(fixture.tokens.agent(agent, role));
    }

    private static List<String> ids(JsonNode sessions) {
        List<String> ids = new ArrayList<>();
        sessions.forEach(session -> ids.add(session.path("sessionId").asText()));
        return ids;
    }
}
