package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.internal.exchange.AllowedCallers;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Role;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call by every kind of caller. A call that has no row here fails the build. */
class AccessMatrixTest {
    private static final String OPEN = "s-open";
    private static final String ENDED = "s-ended";
    private static final String RATED = "s-rated";
    private static final String HELD = "s-held";

    /** Stands for an address that was signed for the customer. */
    private static final String SIGNED = "signed";

    /** Stands for an address that was signed for a session that is rated with 4 already. */
    private static final String SIGNED_RATING = "signed rating";

    // spotless:off
    /** A request that an allowed caller is served for. */
    private static final Map<String, Sample> SAMPLES = Stream.of(
            new Sample("POST /api/chat/session",                   "/api/chat/session",                  "{\"sessionId\":\"s-open\"}"),
            new Sample("POST /api/chat/session/upgrade",           "/api/chat/session/upgrade",          "{\"sessionToken\":\"guest." + "A".repeat(44) + ".s-open\"}"),
            new Sample("POST /api/chat/message",                   "/api/chat/message",                  "{\"sessionId\":\"s-open\",\"message\":\"hi\"}"),
            new Sample("PATCH /api/chat/message/{sessionId}/{messageId}",  "/api/chat/message/s-open/m-edited",    "{\"message\":\"hi!\"}"),
            new Sample("DELETE /api/chat/message/{sessionId}/{messageId}", "/api/chat/message/s-open/m-withdrawn", ""),
            new Sample("GET /api/chat/poll/{sessionId}",           "/api/chat/poll/s-open",              ""),
            new Sample("POST /api/chat/typing",                    "/api/chat/typing",                   "{\"sessionId\":\"s-open\",\"isTyping\":true}"),
            new Sample("POST /api/chat/read",                      "/api/chat/read",                     "{\"sessionId\":\"s-open\"}"),
            new Sample("GET /api/chat/messages/{sessionId}",       "/api/chat/messages/s-open",          ""),
            new Sample("POST /api/chat/session/end",               "/api/chat/session/end",              "{\"sessionId\":\"s-ended\"}"),
            new Sample("POST /api/chat/session/reopen",            "/api/chat/session/reopen",           "{\"sessionId\":\"s-open\"}"),
            new Sample("POST /api/chat/rating",                    "/api/chat/rating",                   "{\"sessionId\":\"s-ended\",\"rating\":4}"),
            new Sample("POST /api/chat/rating/prompt",             "/api/chat/rating/prompt",            "{\"sessionId\":\"s-ended\",\"promptId\":\"p\"}"),
            new Sample("GET /api/chat/history",                    "/api/chat/history",                  ""),
            new Sample("GET /api/chat/session/{sessionId}",        "/api/chat/session/s-open",           ""),
            new Sample("GET /api/chat/current",                    "/api/chat/current",                  ""),
            new Sample("PUT /api/chat/current",                    "/api/chat/current",                  "{}"),
            new Sample("POST /api/chat/attachments",               "/api/chat/attachments",              "{\"sessionId\":\"s-open\",\"attachmentId\":\"f-new\",\"name\":\"a.txt\",\"size\":3}"),
            new Sample("PUT /api/chat/attachments/{sessionId}/{attachmentId}",    "/api/chat/attachments/s-open/f-half?offset=0", ""),
            new Sample("GET /api/chat/attachments/{sessionId}/{attachmentId}",    "/api/chat/attachments/s-open/f-sent", ""),
            new Sample("DELETE /api/chat/attachments/{sessionId}/{attachmentId}", "/api/chat/attachments/s-open/f-gone", ""),
            new Sample("POST /api/chat/attachments/{sessionId}/{attachmentId}",   "/api/chat/attachments/s-open/f-sent", ""),
            new Sample("GET /api/chat/files/{sessionId}/{attachmentId}",          SIGNED,                               ""),
            new Sample("GET /api/chat/rating-link/{sessionId}",    SIGNED_RATING,                        ""),
            new Sample("POST /api/chat/rating-link/{sessionId}",   SIGNED_RATING,                        "{\"rating\":4}"),
            new Sample("GET /api/chat/config",                     "/api/chat/config",                   ""),
            new Sample("GET /api/chat/health",                     "/api/chat/health",                   ""),
            new Sample("GET /api/chat/openapi.json",               "/api/chat/openapi.json",             ""),
            new Sample("GET /api/chat/asyncapi.json",              "/api/chat/asyncapi.json",            ""),
            new Sample("GET /api/admin/chat/active-sessions",      "/api/admin/chat/active-sessions",    ""),
            new Sample("GET /api/admin/chat/ended-sessions",      "/api/admin/chat/ended-sessions",    ""),
            new Sample("GET /api/admin/chat/poll",                 "/api/admin/chat/poll",               ""),
            new Sample("GET /api/admin/chat/session/{sessionId}",  "/api/admin/chat/session/s-open",     ""),
            new Sample("GET /api/admin/chat/messages/{sessionId}", "/api/admin/chat/messages/s-open",    ""),
            new Sample("GET /api/admin/chat/audit/{sessionId}", "/api/admin/chat/audit/s-open",    ""),
            new Sample("GET /api/admin/chat/audit/export",         "/api/admin/chat/audit/export",       ""),
            new Sample("GET /api/admin/chat/audit",                "/api/admin/chat/audit",              ""),
            new Sample("POST /api/admin/chat/message",             "/api/admin/chat/message",            "{\"sessionId\":\"s-open\",\"message\":\"hi\"}"),
            new Sample("PATCH /api/admin/chat/message/{sessionId}/{messageId}",  "/api/admin/chat/message/s-held/m-held", "{\"message\":\"hi!\"}"),
            new Sample("DELETE /api/admin/chat/message/{sessionId}/{messageId}", "/api/admin/chat/message/s-held/m-held", ""),
            new Sample("GET /api/admin/chat/message/{sessionId}/{messageId}",    "/api/admin/chat/message/s-held/m-held", ""),
            new Sample("POST /api/admin/chat/session/assign",      "/api/admin/chat/session/assign",     "{\"sessionId\":\"s-open\"}"),
            new Sample("POST /api/admin/chat/session/decline",     "/api/admin/chat/session/decline",    "{\"sessionId\":\"s-open\"}"),
            new Sample("POST /api/admin/chat/session/hold",        "/api/admin/chat/session/hold",       "{\"sessionId\":\"s-held\"}"),
            new Sample("POST /api/admin/chat/session/resume",      "/api/admin/chat/session/resume",     "{\"sessionId\":\"s-held\"}"),
            new Sample("POST /api/admin/chat/session/transfer", "/api/admin/chat/session/transfer", "{\"sessionId\":\"s-open\",\"toDepartment\":\"Billing\"}"),
            new Sample("POST /api/admin/chat/session/return", "/api/admin/chat/session/return", "{\"sessionId\":\"s-open\"}"),
            new Sample("POST /api/admin/chat/session/take-over", "/api/admin/chat/session/take-over", "{\"sessionId\":\"s-held\"}"),
            new Sample("POST /api/admin/chat/session/escalate", "/api/admin/chat/session/escalate", "{\"sessionId\":\"s-open\",\"reason\":\"help\"}"),
            new Sample("POST /api/admin/chat/session", "/api/admin/chat/session", "{\"sessionId\":\"s-out\",\"userInfo\":{\"userId\":\"alice\"}}"),
            new Sample("POST /api/admin/chat/session/priority", "/api/admin/chat/session/priority", "{\"sessionId\":\"s-open\",\"priority\":\"high\"}"),
            new Sample("POST /api/admin/chat/session/tags", "/api/admin/chat/session/tags", "{\"sessionId\":\"s-open\",\"add\":[\"vip\"]}"),
            new Sample("POST /api/admin/chat/session/notes", "/api/admin/chat/session/notes", "{\"sessionId\":\"s-open\",\"note\":\"hush\"}"),
            new Sample("POST /api/admin/chat/session/macro", "/api/admin/chat/session/macro", "{\"sessionId\":\"s-open\",\"addTags\":[\"vip\"]}"),
            new Sample("POST /api/admin/chat/session/end",         "/api/admin/chat/session/end",        "{\"sessionId\":\"s-ended\"}"),
            new Sample("POST /api/admin/chat/customers/block",     "/api/admin/chat/customers/block",    "{\"userId\":\"mallory\"}"),
            new Sample("POST /api/admin/chat/customers/unblock",   "/api/admin/chat/customers/unblock",  "{\"userId\":\"mallory\"}"),
            new Sample("GET /api/admin/chat/customers/blocked",    "/api/admin/chat/customers/blocked",  ""),
            new Sample("GET /api/admin/chat/customers/block-history", "/api/admin/chat/customers/block-history?userId=mallory", ""),
            new Sample("POST /api/admin/chat/session/reopen",      "/api/admin/chat/session/reopen",     "{\"sessionId\":\"s-open\"}"),
            new Sample("GET /api/admin/chat/canned-responses",     "/api/admin/chat/canned-responses",   ""),
            new Sample("POST /api/admin/chat/canned-responses",    "/api/admin/chat/canned-responses",   "{\"responseId\":\"r-new\",\"shortcut\":\"new\",\"text\":\"Hi\"}"),
            new Sample("POST /api/admin/chat/canned-responses/fill", "/api/admin/chat/canned-responses/fill", "{\"sessionId\":\"s-open\",\"responseId\":\"r-1\"}"),
            new Sample("PUT /api/admin/chat/canned-responses/{responseId}",    "/api/admin/chat/canned-responses/r-1", "{\"version\":1,\"shortcut\":\"hi\",\"text\":\"Hi!\"}"),
            new Sample("DELETE /api/admin/chat/canned-responses/{responseId}", "/api/admin/chat/canned-responses/r-gone", ""),
            new Sample("GET /api/admin/chat/draft/{sessionId}",    "/api/admin/chat/draft/s-open",       ""),
            new Sample("PUT /api/admin/chat/draft/{sessionId}",    "/api/admin/chat/draft/s-open",       "{\"text\":\"Hi\"}"),
            new Sample("GET /api/admin/chat/preferences",          "/api/admin/chat/preferences",        ""),
            new Sample("PUT /api/admin/chat/preferences",          "/api/admin/chat/preferences",        "{\"whileOnline\":true}"),
            new Sample("GET /api/admin/chat/board",                "/api/admin/chat/board",              ""),
            new Sample("GET /api/admin/chat/analytics",            "/api/admin/chat/analytics",          ""),
            new Sample("GET /api/admin/chat/reports",              "/api/admin/chat/reports",            ""),
            new Sample("GET /api/admin/chat/reports/explain",      "/api/admin/chat/reports/explain?figure=sessions&groupBy=agent&group=sarah", ""),
            new Sample("GET /api/admin/chat/agents",               "/api/admin/chat/agents",             ""),
            new Sample("POST /api/admin/chat/agents",              "/api/admin/chat/agents",             "{\"agentId\":\"new\"}"),
            new Sample("PUT /api/admin/chat/agents/{agentId}",     "/api/admin/chat/agents/new-too",     "{\"version\":0}"),
            new Sample("GET /api/admin/chat/agents/history",       "/api/admin/chat/agents/history?agentId=new", ""),
            new Sample("POST /api/admin/chat/agents/presence",     "/api/admin/chat/agents/presence",    "{\"presence\":\"online\"}"))
        .collect(Collectors.toMap(Sample::operation, sample -> sample));

    /** The results of calls about the caller's own sessions: an intruder gets its own, and none of another customer's. */
    private static final List<String> ABOUT_ONESELF = List.of(
            "GET /api/chat/history", "GET /api/chat/current", "PUT /api/chat/current");

    private static final String DENIED_401 = "401 AUTHENTICATION_FAILED";
    private static final String NOT_FOUND  = "404 SESSION_NOT_FOUND";
    // spotless:on

    private final ChatFixture strict = fixture(AccessPolicy.STRICT);
    private final ChatFixture bySessionId = fixture(AccessPolicy.SESSION_ID);

    AccessMatrixTest() {
        prepare(strict);
        prepare(bySessionId);
    }

    private static ChatFixture fixture(AccessPolicy access) {
        return ChatFixture.with(ChatPolicy.builder().access(access).agentStarts(true), UnaryOperator.identity());
    }

    @AfterEach
    void close() {
        strict.close();
        bySessionId.close();
    }

    static List<String> operations() {
        return List.copyOf(OpenApiContract.operations().keySet());
    }

    @Test
    void every_call_has_a_row() {
        assertThat(SAMPLES.keySet()).isEqualTo(OpenApiContract.operations().keySet());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void allowed_callers_are_served(String operation) {
        AllowedCallers access = access(operation);

        assertThat(outcome(strict, operation, rightful(strict, access))).isEqualTo("200");
        assertThat(outcome(bySessionId, operation, rightful(bySessionId, access)))
                .isEqualTo("200");
    }

    @ParameterizedTest
    @EnumSource(Intruder.class)
    void all_other_callers_are_rejected(Intruder intruder) {
        assertThat(operations())
                .allSatisfy(operation -> assertThat(outcome(strict, operation, intruder.dress(strict)))
                        .as(operation + " by " + intruder)
                        .isEqualTo(expected(intruder, operation, strict)));
        assertThat(operations())
                .allSatisfy(operation -> assertThat(outcome(bySessionId, operation, intruder.dress(bySessionId)))
                        .as(operation + " by " + intruder + ", by session id")
                        .isEqualTo(expected(intruder, operation, bySessionId)));
    }

    @Test
    void an_expired_token_opens_nothing() {
        Map<AllowedCallers, String> denials = new EnumMap<>(AllowedCallers.class);
        denials.put(AllowedCallers.PUBLIC, "200");
        denials.put(AllowedCallers.AGENT, "401 AUTH_FAILED");
        String old = bySessionId.tokens.customer("alice", Duration.ofSeconds(1));
        bySessionId.time.advance(Duration.ofSeconds(1));

        assertThat(operations())
                .allSatisfy(operation -> assertThat(outcome(bySessionId, operation, call -> call.token(old)))
                        .as(operation)
                        .isEqualTo(denials.getOrDefault(access(operation), DENIED_401)));
    }

    @Test
    void intruders_change_nothing() {
        strict.time.advance(Duration.ofSeconds(1));
        String before = sight(strict);

        for (Intruder intruder : Intruder.values()) {
            operations().forEach(operation -> outcome(strict, operation, intruder.dress(strict)));
        }

        assertThat(sight(strict)).isEqualTo(before);
    }

    private String expected(Intruder intruder, String operation, ChatFixture fixture) {
        boolean byId = fixture.engine.policy().access() == AccessPolicy.SESSION_ID;
        return switch (access(operation)) {
            case PUBLIC -> "200";
            case AGENT -> intruder.hasToken ? "401 AUTH_FAILED" : "401 NO_TOKEN";
            case CUSTOMER, CUSTOMER_OR_GUEST -> intruder.isCustomer ? stranger(operation) : DENIED_401;
            case CUSTOMER_OR_ID, PARTICIPANT_OR_ID -> {
                if (intruder == Intruder.ANONYMOUS) {
                    yield byId ? "200" : DENIED_401;
                }
                yield intruder.isCustomer ? NOT_FOUND : DENIED_401;
            }
        };
    }

    private static String stranger(String operation) {
        if (operation.endsWith("/upgrade")) {
            return NOT_FOUND;
        }
        return ABOUT_ONESELF.contains(operation) ? "200" : "409 SESSION_CONFLICT";
    }

    private static UnaryOperator<Call> rightful(ChatFixture fixture, AllowedCallers access) {
        return switch (access) {
            case PUBLIC -> call -> call;
            case AGENT -> call -> call.token(fixture.tokens.agent("sarah", Role.ADMIN));
            default -> call -> call.token(fixture.tokens.customer("alice"));
        };
    }

    private AllowedCallers access(String operation) {
        return strict.http.routes().stream()
                .filter(route -> route.toString().equals(operation))
                .findFirst()
                .orElseThrow()
                .allowed();
    }

    private static String outcome(ChatFixture fixture, String operation, UnaryOperator<Call> who) {
        Sample sample = Objects.requireNonNull(SAMPLES.get(operation), operation);
        String path = switch (sample.path()) {
            case SIGNED -> signed(fixture);
            case SIGNED_RATING -> fixture.http.ratingLink(new SessionId(RATED)).path();
            default -> sample.path();
        };
        Call call = fixture.call(operation.substring(0, operation.indexOf(' ')), path);
        Reply reply = who.apply(sample.json().isEmpty() ? call : call.json(sample.json()))
                .send();
        return reply.status() == 200 ? "200" : reply.status() + " " + reply.code();
    }

    private static String signed(ChatFixture fixture) {
        return fixture.call("POST", "/api/chat/attachments/s-open/f-sent")
                .token(fixture.tokens.customer("alice"))
                .expect(200)
                .data()
                .path("url")
                .asText();
    }

    private static String sight(ChatFixture fixture) {
        String agent = fixture.tokens.agent("auditor");
        return fixture.get("/api/admin/chat/session/" + OPEN)
                        .token(agent)
                        .expect(200)
                        .text()
                + fixture.get("/api/admin/chat/session/" + ENDED)
                        .token(agent)
                        .expect(200)
                        .text()
                + fixture.get("/api/admin/chat/messages/" + OPEN)
                        .token(agent)
                        .expect(200)
                        .text();
    }

    private static void prepare(ChatFixture fixture) {
        fixture.start("alice", OPEN);
        fixture.say("alice", OPEN, "m-edited", "hi");
        fixture.say("alice", OPEN, "m-withdrawn", "hi");
        fixture.upload("alice", OPEN, "f-half", 10);
        fixture.upload("alice", OPEN, "f-gone", 10);
        fixture.upload("alice", OPEN, "f-sent", "some text");
        fixture.post("/api/chat/message", "{\"sessionId\":\"s-open\",\"attachmentIds\":[\"f-sent\"]}")
                .token(fixture.tokens.customer("alice"))
                .expect(200);
        fixture.post(
                        "/api/admin/chat/canned-responses",
                        "{\"responseId\":\"r-1\",\"shortcut\":\"hi\",\"text\":\"Hi {{customer.name}}\"}")
                .token(fixture.tokens.agent("sarah", Role.SUPERVISOR))
                .expect(200);
        fixture.start("alice", ENDED);
        fixture.end("sarah", ENDED);
        fixture.start("alice", RATED);
        fixture.end("sarah", RATED);
        fixture.post("/api/chat/rating", "{\"sessionId\":\"s-rated\",\"rating\":4}")
                .token(fixture.tokens.customer("alice"))
                .expect(200);
        fixture.start("alice", HELD);
        fixture.answer("sarah", HELD, "m-held", "One moment");
    }

    private record Sample(String operation, String path, String json) {}

    /** The callers who must not see anything of alice's. */
    private enum Intruder {
        ANONYMOUS(false, false),
        OTHER_CUSTOMER(true, true),
        CUSTOMER_CLAIMING_A_ROLE(true, true),
        AGENT_BY_THE_CUSTOMERS_SECRET(true, false),
        GARBAGE(true, false),
        OTHER_SCHEME(false, false),
        TWO_TOKENS(false, false),
        BLANK(false, false);

        private final boolean hasToken;
        private final boolean isCustomer;

        Intruder(boolean hasToken, boolean isCustomer) {
            this.hasToken = hasToken;
            this.isCustomer = isCustomer;
        }

        UnaryOperator<Call> dress(ChatFixture fixture) {
            return switch (this) {
                case ANONYMOUS -> call -> call;
                case OTHER_CUSTOMER -> call -> call.token(fixture.tokens.customer("mallory"));
                case CUSTOMER_CLAIMING_A_ROLE -> call -> call.token(fixture.tokens.customerClaimingARole("mallory"));
                case AGENT_BY_THE_CUSTOMERS_SECRET -> call -> call.token(fixture.tokens.agentByTheWrongSecret("sarah"));
                case GARBAGE -> call -> call.token("garbage");
                case OTHER_SCHEME -> call -> call.header("Authorization", "Basic YWxpY2U6YWxpY2U=");
                case TWO_TOKENS ->
                    call -> call.token(fixture.tokens.customer("alice")).token(fixture.tokens.agent("sarah"));
                case BLANK -> call -> call.token(" ");
            };
        }
    }
}
