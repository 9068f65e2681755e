package dev.helpline.chat.http;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.policy.AnswerPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.internal.calls.Route;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.auth.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call by every role, in sessions of the caller's, of a colleague's, and of no agent, under each policy: the server permits what the
 * table of the engine permits, and nothing else. A route that has no row here fails the build.
 */
class RoleMatrixTest {
    /** Any caller may make the call. */
    private static final String PUBLIC = "PUBLIC";

    /** Customers only may make the call. */
    private static final String CUSTOMERS = "CUSTOMERS";

    /** Only its author may change a message, whatever the role. */
    private static final String AUTHOR = "AUTHOR";

    private static final String COLLEAGUE = "otto";

    // spotless:off
    /** The routes, each with what agents need for it. */
    static final List<Row> ROWS = List.of(
        //       route                                                       action of agents  what is sent; $ is the session
        new Row("POST /api/chat/session",                                     CUSTOMERS,      "{\"sessionId\":\"$\"}"),
        new Row("POST /api/chat/session/upgrade",                             CUSTOMERS,      "{\"sessionToken\":\"guest." + "A".repeat(44) + ".$\"}"),
        new Row("POST /api/chat/message",                                     "REPLY",        "{\"sessionId\":\"$\",\"message\":\"hi\"}"),
        new Row("PATCH /api/chat/message/{sessionId}/{messageId}",            AUTHOR,         "{\"message\":\"hi!\"}"),
        new Row("DELETE /api/chat/message/{sessionId}/{messageId}",           AUTHOR,         ""),
        new Row("GET /api/chat/poll/{sessionId}",                             "READ",         ""),
        new Row("POST /api/chat/typing",                                      "READ",         "{\"sessionId\":\"$\",\"isTyping\":true}"),
        new Row("POST /api/chat/read",                                        "READ",         "{\"sessionId\":\"$\"}"),
        new Row("GET /api/chat/messages/{sessionId}",                         "READ",         ""),
        new Row("POST /api/chat/session/end",                                 "END",          "{\"sessionId\":\"$\"}"),
        new Row("POST /api/chat/session/reopen",                              "REOPEN",       "{\"sessionId\":\"$\"}"),
        new Row("POST /api/chat/rating",                                      CUSTOMERS,      "{\"sessionId\":\"$\",\"rating\":4}"),
        new Row("POST /api/chat/rating/prompt",                               CUSTOMERS,      "{\"sessionId\":\"$\",\"promptId\":\"p\"}"),
        new Row("GET /api/chat/rating-link/{sessionId}",                      PUBLIC,         ""),
        new Row("POST /api/chat/rating-link/{sessionId}",                     PUBLIC,         "{\"rating\":4}"),
        new Row("GET /api/chat/history",                                      CUSTOMERS,      ""),
        new Row("GET /api/chat/session/{sessionId}",                          "READ",         ""),
        new Row("GET /api/chat/current",                                      CUSTOMERS,      ""),
        new Row("PUT /api/chat/current",                                      CUSTOMERS,      "{}"),
        new Row("POST /api/chat/attachments",                                 "REPLY",        "{\"sessionId\":\"$\",\"name\":\"a.txt\",\"size\":3}"),
        new Row("PUT /api/chat/attachments/{sessionId}/{attachmentId}",       "READ",         "xyz"),
        new Row("GET /api/chat/attachments/{sessionId}/{attachmentId}",       "READ",         ""),
        new Row("DELETE /api/chat/attachments/{sessionId}/{attachmentId}",    "READ",         ""),
        new Row("POST /api/chat/attachments/{sessionId}/{attachmentId}",      "READ",         ""),
        new Row("GET /api/chat/files/{sessionId}/{attachmentId}",             PUBLIC,         ""),
        new Row("GET /api/chat/config",                                       PUBLIC,         ""),
        new Row("GET /api/chat/health",                                       PUBLIC,         ""),
        new Row("GET /api/chat/openapi.json",                                 PUBLIC,         ""),
        new Row("GET /api/chat/asyncapi.json",                                PUBLIC,         ""),
        new Row("GET /api/admin/chat/active-sessions",                        "READ",         ""),
        new Row("GET /api/admin/chat/ended-sessions",                         "READ",         ""),
        new Row("GET /api/admin/chat/poll",                                   "READ",         ""),
        new Row("GET /api/admin/chat/session/{sessionId}",                    "READ",         ""),
        new Row("GET /api/admin/chat/audit/{sessionId}",                      "READ_AUDIT",   ""),
        new Row("GET /api/admin/chat/audit/export",                           "EXPORT_AUDIT", ""),
        new Row("GET /api/admin/chat/audit",                                  "READ_AUDIT",   ""),
        new Row("GET /api/admin/chat/messages/{sessionId}",                   "READ",         ""),
        new Row("POST /api/admin/chat/message",                               "REPLY",        "{\"sessionId\":\"$\",\"message\":\"hi\"}"),
        new Row("PATCH /api/admin/chat/message/{sessionId}/{messageId}",      AUTHOR,         "{\"message\":\"hi!\"}"),
        new Row("DELETE /api/admin/chat/message/{sessionId}/{messageId}",     AUTHOR,         ""),
        new Row("GET /api/admin/chat/message/{sessionId}/{messageId}",        "READ_HISTORY", ""),
        new Row("POST /api/admin/chat/session",                               "START",        "{\"userInfo\":{\"userId\":\"new-$\"}}"),
        new Row("POST /api/admin/chat/session/assign",                        "CLAIM",        "{\"sessionId\":\"$\"}"),
        new Row("POST /api/admin/chat/session/assign",                        "ASSIGN",       "{\"sessionId\":\"$\",\"agentId\":\"otto\"}"),
        new Row("POST /api/admin/chat/session/assign",                        "ASSIGN",       "{\"sessionId\":\"$\",\"force\":true}"),
        new Row("POST /api/admin/chat/session/decline",                       "DECLINE",      "{\"sessionId\":\"$\"}"),
        new Row("POST /api/admin/chat/session/hold",                          "HOLD",         "{\"sessionId\":\"$\"}"),
        new Row("POST /api/admin/chat/session/resume",                        "RESUME",       "{\"sessionId\":\"$\"}"),
        new Row("POST /api/admin/chat/session/transfer",                      "TRANSFER",     "{\"sessionId\":\"$\",\"toDepartment\":\"Billing\"}"),
        new Row("POST /api/admin/chat/session/return",                        "RETURN",       "{\"sessionId\":\"$\"}"),
        new Row("POST /api/admin/chat/session/take-over",                     "TAKE_OVER",    "{\"sessionId\":\"$\"}"),
        new Row("POST /api/admin/chat/session/escalate",                      "ESCALATE",     "{\"sessionId\":\"$\",\"reason\":\"help\"}"),
        new Row("POST /api/admin/chat/session/priority",                      "SET_PRIORITY", "{\"sessionId\":\"$\",\"priority\":\"high\"}"),
        new Row("POST /api/admin/chat/session/tags",                          "TAG",          "{\"sessionId\":\"$\",\"add\":[\"vip\"]}"),
        new Row("POST /api/admin/chat/session/notes",                         "NOTE",         "{\"sessionId\":\"$\",\"note\":\"hush\"}"),
        new Row("POST /api/admin/chat/session/macro",                         "TAG",          "{\"sessionId\":\"$\",\"addTags\":[\"vip\"]}"),
        new Row("POST /api/admin/chat/session/macro",                         "REPLY",        "{\"sessionId\":\"$\",\"addTags\":[\"vip\"],\"message\":\"hi\"}"),
        new Row("POST /api/admin/chat/session/end",                           "END",          "{\"sessionId\":\"$\"}"),
        new Row("POST /api/admin/chat/session/reopen",                        "REOPEN",       "{\"sessionId\":\"$\"}"),
        new Row("POST /api/admin/chat/customers/block",                       "BLOCK",        "{\"userId\":\"mallory\"}"),
        new Row("POST /api/admin/chat/customers/unblock",                     "BLOCK",        "{\"userId\":\"mallory\"}"),
        new Row("GET /api/admin/chat/customers/blocked",                      "BLOCK",        ""),
        new Row("GET /api/admin/chat/customers/block-history",                "BLOCK",        ""),
        new Row("GET /api/admin/chat/canned-responses",                       "USE_RESPONSES", ""),
        new Row("POST /api/admin/chat/canned-responses",                      "USE_RESPONSES", "{\"responseId\":\"$-own\",\"shortcut\":\"own-$\",\"text\":\"Hi\",\"personal\":true}"),
        new Row("POST /api/admin/chat/canned-responses",                      "SHARE_RESPONSES", "{\"responseId\":\"$-new\",\"shortcut\":\"new-$\",\"text\":\"Hi\"}"),
        new Row("POST /api/admin/chat/canned-responses/fill",                 "USE_RESPONSES", "{\"sessionId\":\"$\",\"responseId\":\"$-shared\"}"),
        new Row("PUT /api/admin/chat/canned-responses/{responseId}",          "SHARE_RESPONSES", "{\"version\":1,\"shortcut\":\"$\",\"text\":\"Hi!\"}"),
        new Row("PUT /api/admin/chat/canned-responses/{responseId}",          "SHARE_RESPONSES", "{\"version\":1,\"shortcut\":\"$\",\"text\":\"Hi!\",\"personal\":true}"),
        new Row("DELETE /api/admin/chat/canned-responses/{responseId}",       "SHARE_RESPONSES", ""),
        new Row("GET /api/admin/chat/draft/{sessionId}",                      "READ",         ""),
        new Row("PUT /api/admin/chat/draft/{sessionId}",                      "READ",         "{\"text\":\"Hi\"}"),
        new Row("GET /api/admin/chat/preferences",                            "CHOOSE_ALERTS", ""),
        new Row("PUT /api/admin/chat/preferences",                            "CHOOSE_ALERTS", "{}"),
        new Row("GET /api/admin/chat/board",                                  "READ_FIGURES", ""),
        new Row("GET /api/admin/chat/analytics",                              "READ_FIGURES", ""),
        new Row("GET /api/admin/chat/reports",                                "READ_FIGURES", ""),
        new Row("GET /api/admin/chat/reports/explain",                        "READ_FIGURES", ""),
        new Row("GET /api/admin/chat/agents",                                 "READ",         ""),
        new Row("POST /api/admin/chat/agents",                                "MANAGE_AGENTS", "{\"agentId\":\"$-agent\"}"),
        new Row("PUT /api/admin/chat/agents/{agentId}",                       "MANAGE_AGENTS", "{\"version\":0}"),
        new Row("GET /api/admin/chat/agents/history",                         "MANAGE_AGENTS", ""),
        new Row("POST /api/admin/chat/agents/presence",                       "CHOOSE_PRESENCE", "{\"presence\":\"online\"}"));
    // spotless:on

    private final List<ChatFixture> opened = new ArrayList<>();
    private int sessions;

    /** A route with a request. */
    record Row(String route, String rule, String body) {
        boolean isPublic() {
            return rule.equals(PUBLIC);
        }

        boolean isForAgents() {
            return !isPublic() && !rule.equals(CUSTOMERS);
        }

        AgentAction action() {
            return AgentAction.valueOf(rule);
        }

        boolean isOnlyForAgents() {
            return route.contains(" /api/admin/");
        }

        Call call(ChatFixture fixture, String session) {
            String[] words = route.split(" ", 2);
            String path = words[1].replace("{sessionId}", session)
                    .replace("{messageId}", "m-1")
                    .replace("{attachmentId}", "f-1")
                    .replace("{agentId}", session + "-replaced")
                    .replace("{responseId}", session + "-shared");
            String query = route.startsWith("PUT /api/chat/attachments")
                    ? "?offset=0"
                    : path.endsWith("/block-history")
                            ? "?userId=mallory"
                            : path.endsWith("/agents/history")
                                    ? "?agentId=sarah"
                                    : path.endsWith("/explain") ? "?figure=wait&groupBy=agent&group=sarah" : "";
            Call call = fixture.call(words[0], path + query);
            return body.isEmpty() ? call : call.json(body.replace("$", session));
        }
    }

    /** Whose session it is. */
    private enum Relation {
        /** It is assigned to the caller. */
        OWN,
        /** It is assigned to another agent. */
        COLLEAGUES,
        /** It waits. */
        NOBODYS;

        boolean isReachedBy(AgentAction.Reach reach, AnswerPolicy answers) {
            return switch (reach) {
                case NONE -> false;
                case OWN -> this == OWN;
                case OWN_OR_WAITING -> this != COLLEAGUES;
                case ANSWERABLE -> this != COLLEAGUES || answers == AnswerPolicy.ANY_AGENT;
                case ANY -> true;
            };
        }
    }

    /** A cell of the matrix, besides the route. */
    private record Case(AnswerPolicy answers, Role role, Relation relation) {}

    static Stream<Arguments> cases() {
        return Arrays.stream(AnswerPolicy.values())
                .flatMap(answers -> Stream.of(Role.AGENT, Role.SUPERVISOR, Role.ADMIN)
                        .flatMap(role -> Arrays.stream(Relation.values())
                                .map(relation -> Arguments.of(new Case(answers, role, relation)))));
    }

    @AfterEach
    void close() {
        opened.forEach(ChatFixture::close);
    }

    @Test
    void every_route_has_a_row_and_every_action_a_route() {
        ChatFixture fixture = fixture(AnswerPolicy.ANY_AGENT);

        assertThat(ROWS.stream().map(Row::route).collect(toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        fixture.http.routes().stream().map(Route::toString).toList());
        assertThat(ROWS.stream().map(Row::rule)).contains(names());
    }

    private static String[] names() {
        return Arrays.stream(AgentAction.values()).map(AgentAction::name).toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agents_may_do_what_the_table_permits_and_nothing_else(Case one) {
        ChatFixture fixture = fixture(one.answers());
        String token = fixture.tokens.agent("sarah", one.role());

        for (Row row : ROWS) {
            Reply reply = row.call(fixture, session(fixture, one.relation(), token))
                    .token(token)
                    .send();

            assertThat(isForbidden(reply))
                    .as(row.route() + " " + row.rule() + ": " + reply.text())
                    .isEqualTo(!isPermitted(row, one));
        }
    }

    private static boolean isPermitted(Row row, Case one) {
        if (!row.isForAgents() || row.rule().equals(AUTHOR)) {
            return row.isPublic();
        }
        return one.relation().isReachedBy(row.action().reach(one.role()), one.answers());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void what_a_session_tells_an_agent_to_be_allowed_is_served(Case one) {
        ChatFixture fixture = fixture(one.answers());
        String token = fixture.tokens.agent("sarah", one.role());

        List<String> allowed = allowed(fixture, session(fixture, one.relation(), token), token);

        assertThat(allowed).contains("read").doesNotHaveDuplicates();
        for (Row row : ROWS) {
            boolean isTold = row.isForAgents()
                    && !row.route().contains("{attachmentId}")
                    && allowed.contains(row.rule().toLowerCase(Locale.ROOT));
            if (isTold) {
                row.call(fixture, session(fixture, one.relation(), token))
                        .token(token)
                        .expect(200);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void what_is_forbidden_is_never_told_to_be_allowed(Case one) {
        ChatFixture fixture = fixture(one.answers());
        String token = fixture.tokens.agent("sarah", one.role());

        List<String> allowed = allowed(fixture, session(fixture, one.relation(), token), token);

        assertThat(ROWS.stream().filter(row -> row.isForAgents() && !row.rule().equals(AUTHOR)))
                .filteredOn(row -> !isPermitted(row, one))
                .extracting(row -> row.rule().toLowerCase(Locale.ROOT))
                .doesNotContainAnyElementsOf(allowed);
    }

    @Test
    void customers_and_callers_without_a_token_are_no_agents_whatever_the_session() {
        ChatFixture fixture = fixture(AnswerPolicy.ANY_AGENT);
        String stranger = fixture.tokens.customer("mallory");
        String colleague = fixture.tokens.agent(COLLEAGUE);

        for (Row row : ROWS) {
            String session = session(fixture, Relation.COLLEAGUES, colleague);
            String owner = fixture.tokens.customer("c-" + sessions);
            if (row.isOnlyForAgents()) {
                row.call(fixture, session).token(owner).expect(401, "AUTH_FAILED");
                row.call(fixture, session).token(stranger).expect(401, "AUTH_FAILED");
                row.call(fixture, session).expect(401, "NO_TOKEN");
            } else if (!row.isPublic()) {
                row.call(fixture, session).expect(401, "AUTHENTICATION_FAILED");
                if (row.body().contains("$") || row.route().contains("{sessionId}")) {
                    assertThat(row.call(fixture, session).token(stranger).send().code())
                            .as(row.route())
                            .isIn("SESSION_NOT_FOUND", "SESSION_CONFLICT");
                }
            }
        }
    }

    @Test
    void a_deactivated_agent_may_do_nothing() {
        ChatFixture fixture = fixture(AnswerPolicy.ANY_AGENT);
        String token = fixture.tokens.agent("sarah", Role.ADMIN);
        String session = session(fixture, Relation.OWN, token);
        fixture.engine.setAgentActive(new AgentId("sarah"), false);

        assertThat(ROWS.stream().filter(row -> row.isForAgents()))
                .allSatisfy(row -> row.call(fixture, session).token(token).expect(401, "INVALID_ADMIN"));
    }

    private static boolean isForbidden(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isNotIn(401, 500, 503);
        return reply.status() == 403;
    }

    private static List<String> allowed(ChatFixture fixture, String session, String token) {
        JsonNode allowed = fixture.get("/api/admin/chat/session/" + session)
                .token(token)
                .expect(200)
                .data()
                .path("allowed");
        List<String> words = new ArrayList<>();
        allowed.forEach(word -> words.add(word.asText()));
        return words;
    }

    /** A new session with a message, which stands so to the agent of the token. */
    private String session(ChatFixture fixture, Relation relation, String token) {
        sessions++;
        String session = "s-" + sessions;
        String customer = "c-" + sessions;
        fixture.start(customer, session);
        fixture.say(customer, session, "m-1", "Hello");
        fixture.post(
                        "/api/admin/chat/canned-responses",
                        "{\"responseId\":\"%s-shared\",\"shortcut\":\"%s\",\"text\":\"Hi\"}"
                                .formatted(session, session))
                .token(fixture.tokens.agent("susan", Role.SUPERVISOR))
                .expect(200);
        switch (relation) {
            case OWN ->
                fixture.post("/api/admin/chat/message", ChatFixture.message(session, "m-2", "Hi"))
                        .token(token)
                        .expect(200);
            case COLLEAGUES -> fixture.answer(COLLEAGUE, session, "m-2", "Hi");
            case NOBODYS -> {}
        }
        return session;
    }

    private ChatFixture fixture(AnswerPolicy answers) {
        ChatFixture fixture = ChatFixture.with(
                ChatPolicy.builder()
                        .answers(answers)
                        .agentStarts(true)
                        .agentCapacity(100)
                        .customerMessages(null)
                        .agentMessages(null)
                        .newSessions(null)
                        .reopenWindow(Duration.ofHours(1)),
                UnaryOperator.identity());
        opened.add(fixture);
        fixture.get("/api/admin/chat/agents")
                .token(fixture.tokens.agent(COLLEAGUE))
                .expect(200);
        return fixture;
    }
}
