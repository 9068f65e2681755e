package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.helpline.chat.http.internal.calls.Route;
import dev.helpline.chat.spi.auth.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The replies of every route to callers it does not allow and for sessions that do not exist. A new route needs a row. */
class RouteRefusalsTest {
    private static final String UNKNOWN = "401 AUTHENTICATION_FAILED";
    private static final String NO_TOKEN = "401 NO_TOKEN";
    private static final String NO_AGENT = "401 AUTH_FAILED";
    private static final String FORBIDDEN = "403 FORBIDDEN";
    private static final String NO_SESSION = "404 SESSION_NOT_FOUND";
    private static final String NO_MESSAGE = "404 MESSAGE_NOT_FOUND";
    private static final String NO_FILE = "404 ATTACHMENT_NOT_FOUND";
    private static final String NO_RESPONSE = "404 CANNED_RESPONSE_NOT_FOUND";
    private static final String TAKEN = "409 SESSION_CONFLICT";
    private static final String INVALID = "400 VALIDATION_ERROR";
    private static final String SERVED = "200";

    /** The route names no session. */
    private static final String NONE = "";

    // spotless:off
    private static final List<Row> ROWS = List.of(
        //       route                                       what is sent; $ is the session                   no token  other side foreign     missing     odd id
        new Row("POST /api/chat/session",                   "{\"sessionId\":\"$\"}",                          UNKNOWN,  FORBIDDEN, TAKEN,      SERVED,     "400 INVALID_SESSION_DATA"),
        new Row("POST /api/chat/session/upgrade",           "{\"sessionToken\":\"guest." + "A".repeat(44) + ".$\"}", UNKNOWN, FORBIDDEN, NO_SESSION, NO_SESSION, NO_SESSION),
        new Row("POST /api/chat/message",                   "{\"sessionId\":\"$\",\"message\":\"hi\"}",       UNKNOWN,  SERVED,    NO_SESSION, NO_SESSION, "400 INVALID_MESSAGE_DATA"),
        new Row("PATCH /api/chat/message/{sessionId}/{messageId}",  "{\"message\":\"hi\"}",                 UNKNOWN,  NO_MESSAGE, NO_SESSION, NO_SESSION, NO_SESSION),
        new Row("DELETE /api/chat/message/{sessionId}/{messageId}", "",                                       UNKNOWN,  NO_MESSAGE, NO_SESSION, NO_SESSION, NO_SESSION),
        new Row("GET /api/chat/poll/{sessionId}",           "",                                               UNKNOWN,  SERVED,    NO_SESSION, NO_SESSION, NO_SESSION),
        new Row("POST /api/chat/typing",                    "{\"sessionId\":\"$\",\"isTyping\":true}",      UNKNOWN,  SERVED,    NO_SESSION, NO_SESSION, INVALID),
        new Row("POST /api/chat/read",                      "{\"sessionId\":\"$\"}",                          UNKNOWN,  SERVED,    NO_SESSION, NO_SESSION, INVALID),
        new Row("GET /api/chat/messages/{sessionId}",       "",                                               UNKNOWN,  SERVED,    NO_SESSION, NO_SESSION, NO_SESSION),
        new Row("POST /api/chat/session/end",               "{\"sessionId\":\"$\"}",                          UNKNOWN,  SERVED,    NO_SESSION, NO_SESSION, INVALID),
        new Row("POST /api/chat/rating",                    "{\"sessionId\":\"$\",\"rating\":4}",             UNKNOWN,  FORBIDDEN, NO_SESSION, NO_SESSION, "400 INVALID_RATING"),
        new Row("POST /api/chat/rating/prompt",             "{\"sessionId\":\"$\",\"promptId\":\"p\"}",       UNKNOWN,  FORBIDDEN, NO_SESSION, NO_SESSION, INVALID),
        new Row("GET /api/chat/history",                    "",                                               UNKNOWN,  FORBIDDEN, NONE,       NONE,       NONE),
        new Row("GET /api/chat/session/{sessionId}",        "",                                               UNKNOWN,  SERVED,    NO_SESSION, NO_SESSION, NO_SESSION),
        new Row("GET /api/chat/current",                    "",                                               UNKNOWN,  FORBIDDEN, NONE,       NONE,       NONE),
        new Row("PUT /api/chat/current",                    "{\"sessionId\":\"$\"}",                          UNKNOWN,  FORBIDDEN, SERVED,     SERVED,     SERVED),
        new Row("POST /api/chat/attachments",               "{\"sessionId\":\"$\",\"name\":\"a\",\"size\":1}", UNKNOWN, SERVED, NO_SESSION, NO_SESSION, "400 INVALID_ATTACHMENT"),
        new Row("PUT /api/chat/attachments/{sessionId}/{attachmentId}",    "",                                 UNKNOWN,  INVALID,   INVALID,    INVALID,    INVALID),
        new Row("GET /api/chat/attachments/{sessionId}/{attachmentId}",    "",                                 UNKNOWN,  NO_FILE,   NO_SESSION, NO_SESSION, NO_SESSION),
        new Row("DELETE /api/chat/attachments/{sessionId}/{attachmentId}", "",                                 UNKNOWN,  NO_FILE,   NO_SESSION, NO_SESSION, NO_SESSION),
        new Row("POST /api/chat/attachments/{sessionId}/{attachmentId}",   "",                                 UNKNOWN,  NO_FILE,   NO_SESSION, NO_SESSION, NO_SESSION),
        new Row("GET /api/chat/files/{sessionId}/{attachmentId}",          "",                                 NO_FILE,  NO_FILE,   NO_FILE,    NO_FILE,    NO_SESSION),
        new Row("GET /api/chat/rating-link/{sessionId}",    "",                                               NO_SESSION, NO_SESSION, NO_SESSION, NO_SESSION, NO_SESSION),
        new Row("POST /api/chat/rating-link/{sessionId}",   "{\"rating\":4}",                                 NO_SESSION, NO_SESSION, NO_SESSION, NO_SESSION, NO_SESSION),
        new Row("GET /api/chat/config",                     "",                                               SERVED,   SERVED,    NONE,       NONE,       NONE),
        new Row("GET /api/chat/health",                     "",                                               SERVED,   SERVED,    NONE,       NONE,       NONE),
        new Row("GET /api/chat/openapi.json",               "",                                               SERVED,   SERVED,    NONE,       NONE,       NONE),
        new Row("GET /api/chat/asyncapi.json",              "",                                               SERVED,   SERVED,    NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/active-sessions",      "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/ended-sessions",      "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/poll",                 "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/session/{sessionId}",  "",                                               NO_TOKEN, NO_AGENT,  SERVED,     NO_SESSION, NO_SESSION),
        new Row("GET /api/admin/chat/messages/{sessionId}", "",                                               NO_TOKEN, NO_AGENT,  SERVED,     NO_SESSION, NO_SESSION),
        new Row("GET /api/admin/chat/audit/{sessionId}", "",                                               NO_TOKEN, NO_AGENT,  FORBIDDEN,     NO_SESSION, NO_SESSION),
        new Row("GET /api/admin/chat/audit/export",         "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/audit",                "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("POST /api/admin/chat/message",             "{\"sessionId\":\"$\",\"message\":\"hi\"}",       NO_TOKEN, NO_AGENT,  SERVED,     NO_SESSION, "400 INVALID_MESSAGE_DATA"),
        new Row("PATCH /api/admin/chat/message/{sessionId}/{messageId}",  "{\"message\":\"hi\"}",           NO_TOKEN, NO_AGENT,  NO_MESSAGE, NO_SESSION, NO_SESSION),
        new Row("DELETE /api/admin/chat/message/{sessionId}/{messageId}", "",                                 NO_TOKEN, NO_AGENT,  NO_MESSAGE, NO_SESSION, NO_SESSION),
        new Row("GET /api/admin/chat/message/{sessionId}/{messageId}",    "",                                 NO_TOKEN, NO_AGENT,  FORBIDDEN,  NO_SESSION, NO_SESSION),
        new Row("POST /api/admin/chat/session/assign",      "{\"sessionId\":\"$\"}",                          NO_TOKEN, NO_AGENT,  SERVED,     NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/session/decline",     "{\"sessionId\":\"$\"}",                          NO_TOKEN, NO_AGENT,  SERVED,     NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/session/hold",        "{\"sessionId\":\"$\"}",                          NO_TOKEN, NO_AGENT,  TAKEN,      NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/session/resume",      "{\"sessionId\":\"$\"}",                          NO_TOKEN, NO_AGENT,  TAKEN,      NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/session/transfer", "{\"sessionId\":\"$\",\"toDepartment\":\"Billing\"}", NO_TOKEN, NO_AGENT, SERVED, NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/session/return", "{\"sessionId\":\"$\"}", NO_TOKEN, NO_AGENT, SERVED, NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/session/take-over", "{\"sessionId\":\"$\"}", NO_TOKEN, NO_AGENT, FORBIDDEN, NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/session/escalate", "{\"sessionId\":\"$\",\"reason\":\"help\"}", NO_TOKEN, NO_AGENT, SERVED, NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/session", "{\"sessionId\":\"$\",\"userInfo\":{\"userId\":\"mallory\"}}", NO_TOKEN, NO_AGENT, FORBIDDEN, FORBIDDEN, "400 INVALID_SESSION_DATA"),
        new Row("POST /api/admin/chat/session/priority", "{\"sessionId\":\"$\",\"priority\":\"high\"}", NO_TOKEN, NO_AGENT, SERVED, NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/session/tags", "{\"sessionId\":\"$\",\"add\":[\"vip\"]}", NO_TOKEN, NO_AGENT, SERVED, NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/session/notes", "{\"sessionId\":\"$\",\"note\":\"hush\"}", NO_TOKEN, NO_AGENT, SERVED, NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/session/macro", "{\"sessionId\":\"$\",\"addTags\":[\"vip\"]}", NO_TOKEN, NO_AGENT, SERVED, NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/session/end",         "{\"sessionId\":\"$\"}",                          NO_TOKEN, NO_AGENT,  SERVED,     NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/customers/block",     "{\"userId\":\"eve\"}",                           NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("POST /api/admin/chat/customers/unblock",   "{\"userId\":\"eve\"}",                           NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/customers/blocked",    "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/customers/block-history", "",                                            NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("POST /api/chat/session/reopen",            "{\"sessionId\":\"$\"}",                          UNKNOWN,  SERVED,    NO_SESSION, NO_SESSION, INVALID),
        new Row("POST /api/admin/chat/session/reopen",      "{\"sessionId\":\"$\"}",                          NO_TOKEN, NO_AGENT,  SERVED,     NO_SESSION, INVALID),
        new Row("GET /api/admin/chat/canned-responses",     "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("POST /api/admin/chat/canned-responses",    "{\"responseId\":\"r\"}",                         NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("POST /api/admin/chat/canned-responses/fill", "{\"sessionId\":\"$\",\"responseId\":\"r\"}", NO_TOKEN, NO_AGENT,  NO_RESPONSE, NO_SESSION, INVALID),
        new Row("PUT /api/admin/chat/canned-responses/{responseId}",    "{}",                                 NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("DELETE /api/admin/chat/canned-responses/{responseId}", "",                                   NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/draft/{sessionId}",    "",                                               NO_TOKEN, NO_AGENT,  SERVED,     NO_SESSION, NO_SESSION),
        new Row("PUT /api/admin/chat/draft/{sessionId}",    "{\"text\":\"Hi\"}",                              NO_TOKEN, NO_AGENT,  SERVED,     NO_SESSION, NO_SESSION),
        new Row("GET /api/admin/chat/preferences",          "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("PUT /api/admin/chat/preferences",          "{}",                                             NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/board",                "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/analytics",            "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/reports",              "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/reports/explain",      "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/agents",               "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("POST /api/admin/chat/agents",              "{}",                                             NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("PUT /api/admin/chat/agents/{agentId}",     "{}",                                             NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("GET /api/admin/chat/agents/history",       "",                                               NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE),
        new Row("POST /api/admin/chat/agents/presence",     "{}",                                             NO_TOKEN, NO_AGENT,  NONE,       NONE,       NONE));
    // spotless:on

    private static final List<String> ODD_IN_A_BODY = List.of(
            ".", "..", "", " ", "a b", "s/1", "../s-1", "%73-1", "\u00e4", "\uD83D\uDE80", "s'1", "x".repeat(129));
    private static final List<String> ODD_IN_A_PATH = List.of(
            ".", "..", "%2e", "%2E%2e", "%20", "a%20b", "s%2F1", "s%5C1", "%00", "%ff", "%", "a;b", "x".repeat(129));

    private final ChatFixture fixture = ChatFixture.strict();

    @BeforeEach
    void startASession() {
        fixture.start("alice", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    static List<Row> rows() {
        return ROWS;
    }

    static List<Row> rowsWithASession() {
        return ROWS.stream().filter(row -> !row.odd().equals(NONE)).toList();
    }

    static Stream<Arguments> rowsWithOddIds() {
        return rowsWithASession().stream()
                .flatMap(row -> (row.route().contains("{sessionId}")
                                        || row.body().isEmpty()
                                ? ODD_IN_A_PATH
                                : ODD_IN_A_BODY)
                        .stream().map(odd -> arguments(row, odd)));
    }

    @Test
    void every_route_has_a_row() {
        assertThat(fixture.http.routes())
                .extracting(Route::toString)
                .containsExactlyInAnyOrderElementsOf(
                        ROWS.stream().map(Row::route).toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_caller_without_a_token_is_refused(Row row) {
        assertThat(outcome(row.call(fixture, "s-1"))).isEqualTo(row.noToken());
        assertThat(outcome(row.call(fixture, "s-1").header("Authorization", "Basic YTpi")))
                .isEqualTo(row.noToken());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_other_side_is_rejected_if_the_call_is_not_for_both(Row row) {
        List<String> tokens = row.isForAgents()
                ? List.of(fixture.tokens.customer("alice"), fixture.tokens.customerClaimingARole("alice"))
                : List.of(fixture.tokens.agent("sarah"), fixture.tokens.agent("anna", Role.ADMIN));

        assertThat(tokens)
                .allSatisfy(token -> assertThat(outcome(row.call(fixture, "s-1").token(token)))
                        .isEqualTo(row.otherSide()));
    }

    @ParameterizedTest
    @MethodSource("rowsWithASession")
    void a_foreign_session_looks_like_none_to_customers(Row row) {
        assertThat(outcome(row.call(fixture, "s-1").token(row.token(fixture)))).isEqualTo(row.foreign());
    }

    @ParameterizedTest
    @MethodSource("rowsWithASession")
    void a_missing_session_is_not_found(Row row) {
        assertThat(outcome(row.call(fixture, "missing").token(row.token(fixture))))
                .isEqualTo(row.missing());
    }

    @ParameterizedTest
    @MethodSource("rowsWithOddIds")
    void an_invalid_id_names_no_session(Row row, String odd) {
        assertThat(outcome(row.call(fixture, odd).token(row.token(fixture)))).isEqualTo(row.odd());
    }

    private static String outcome(Call call) {
        Reply reply = call.send();
        return (reply.status() + " " + reply.code()).strip();
    }

    /**
     * One route.
     *
     * @param body empty for a route whose session, if it has one, is in its path
     * @param foreign of mallory about alice's session, or of an agent, who may see all of them
     */
    private record Row(
            String route, String body, String noToken, String otherSide, String foreign, String missing, String odd) {
        boolean isForAgents() {
            return route.contains("/api/admin/");
        }

        String token(ChatFixture fixture) {
            return isForAgents() ? fixture.tokens.agent("sarah") : fixture.tokens.customer("mallory");
        }

        Call call(ChatFixture fixture, String session) {
            String[] parts = route.split(" ", 2);
            Call call = fixture.call(
                    parts[0],
                    parts[1].replace("{sessionId}", session)
                            .replace("{messageId}", "missing")
                            .replace("{attachmentId}", "missing")
                            .replace("{agentId}", "missing")
                            .replace("{responseId}", "missing"));
            return body.isEmpty() ? call : call.json(body.replace("$", session));
        }

        @Override
        public String toString() {
            return route;
        }
    }
}
