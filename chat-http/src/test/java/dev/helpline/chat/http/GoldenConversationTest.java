package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.hours.WeeklyHours;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.ConsentText;
import dev.helpline.chat.core.policy.FieldType;
import dev.helpline.chat.core.policy.FormField;
import dev.helpline.chat.core.policy.GuestPolicy;
import dev.helpline.chat.core.policy.ServiceLevel;
import dev.helpline.chat.core.policy.SlaPolicy;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.core.routing.RoutingStrategies;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.testkit.time.Await;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The conversation of the golden files with the real engine: their requests are accepted, and the replies have exactly
 * their fields.
 */
class GoldenConversationTest {
    private static final String ID = "chat_1733514600000_abc123def";
    private static final String CUSTOMER = "customer-12345";
    private static final String AGENT = "agent-7";

    /** Fields whose presence the files leave to the server. */
    private static final List<String> FURTHER =
            List.of("role", "active", "pastSessions", "timeline", "requestedPriority");

    private final ChatFixture fixture = ChatFixture.strict();
    private final String customer = fixture.tokens.customer(CUSTOMER);
    private final String agent =
            fixture.tokens.issueAgent(Principal.agent(AGENT, Role.AGENT, "Sarah", "Customer Service"));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_started_session() {
        assertAlike(start(), "session-create.response.json", "estimatedWaitTime", "estimatedWaitTimeP90");
        assertAlike(
                get("/api/chat/session/" + ID, customer),
                "session-head-waiting.response.json",
                "estimatedWaitTime",
                "estimatedWaitTimeP90");
        assertAlike(
                get("/api/admin/chat/active-sessions", agent), "support-active-sessions.response.json", "lastMessage");
        assertAlike(get("/api/admin/chat/poll", agent), "support-board.response.json", "lastMessage");
    }

    @Test
    void a_board_of_open_sessions() {
        fixture.start("another", "gone");
        start();
        post("/api/chat/message", customer, "message-send.request.json");
        String board = "/api/admin/chat/poll";
        String cursor = get(board, agent).data().path("cursor").asText();

        fixture.end(AGENT, "gone");
        post("/api/admin/chat/session/assign", agent, "support-assign.request.json");
        fixture.time.advance(Duration.ofMillis(50));

        Await.until(() ->
                !get(board + "?after=" + cursor, agent).data().path("gone").isEmpty());
        assertAlike(get(board + "?after=" + cursor, agent), "support-board-changes.response.json");
    }

    @Test
    void the_live_board() {
        SlaPolicy levels = SlaPolicy.builder()
                .level(ServiceLevel.builder()
                        .assignment(Duration.ofSeconds(60))
                        .resolution(Duration.ofSeconds(60))
                        .build())
                .build();
        try (ChatFixture late = ChatFixture.with(ChatPolicy.builder().sla(levels), UnaryOperator.identity())) {
            String sarah = late.tokens.issueAgent(Principal.agent(AGENT, Role.AGENT, "Sarah", null));
            late.start(CUSTOMER, "first");
            late.start("another", "second");
            late.post("/api/admin/chat/session/assign", "{\"sessionId\":\"second\"}")
                    .token(sarah)
                    .expect(200);
            Await.until(() -> {
                late.time.advance(Duration.ofSeconds(1));
                return late.get("/api/admin/chat/board")
                                .token(sarah)
                                .expect(200)
                                .data()
                                .path("breaches")
                                .asInt()
                        == 2;
            });

            Reply board = late.get("/api/admin/chat/board").token(sarah).expect(200);

            assertAlike(board, "support-live-board.response.json");
            assertThat(board.data().at("/breachedTargets/resolution").asInt()).isEqualTo(2);
            assertThat(board.data().path("longestWaitSeconds").asLong()).isGreaterThanOrEqualTo(60);
        }
    }

    @Test
    void a_session_that_is_offered_to_an_agent() {
        RoutingPolicy offers = RoutingPolicy.builder()
                .strategy(RoutingStrategies.leastBusy())
                .offerTimeout(Duration.ofSeconds(30))
                .build();
        try (ChatFixture offering = ChatFixture.with(ChatPolicy.builder().routing(offers), UnaryOperator.identity())) {
            String sarah = offering.tokens.issueAgent(Principal.agent(AGENT, Role.AGENT, "Sarah", null));
            String john = offering.tokens.customer(CUSTOMER);
            offering.get("/api/admin/chat/agents").token(sarah).expect(200);
            offering.post("/api/chat/session", text("session-create.request.json"))
                    .token(john)
                    .expect(200);
            String detail = "/api/admin/chat/session/" + ID;
            Await.until(() -> {
                offering.time.advance(Duration.ofMillis(100));
                return offering.get(detail).token(sarah).expect(200).data().has("offer");
            });

            assertAlike(
                    offering.get("/api/admin/chat/active-sessions").token(sarah).expect(200),
                    "support-active-sessions-offered.response.json",
                    "lastMessage");
            Reply offered = offering.get(detail).token(sarah).expect(200);
            assertAlike(offered, "support-session-offered.response.json", "estimatedWaitTime", "estimatedWaitTimeP90");
            assertThat(offered.data().at("/offer/agentId").asText()).isEqualTo(AGENT);
            assertAlike(
                    offering.get("/api/chat/session/" + ID).token(john).expect(200),
                    "session-head-waiting.response.json",
                    "estimatedWaitTime",
                    "estimatedWaitTimeP90");
            assertThat(offering.get("/api/chat/poll/" + ID + "?include=own,system")
                            .token(john)
                            .expect(200)
                            .toString())
                    .doesNotContain("offer", AGENT);
            Reply board = offering.get("/api/admin/chat/poll").token(sarah).expect(200);
            assertThat(board.data().at("/sessions/0/offer/agentId").asText()).isEqualTo(AGENT);

            assertAlike(
                    offering.post("/api/admin/chat/session/decline", text("support-decline.request.json"))
                            .token(sarah)
                            .expect(200),
                    "support-decline.response.json");
            assertThat(offering.get(detail).token(sarah).expect(200).data().has("offer"))
                    .isFalse();
        }
    }

    @Test
    void a_minimal_session() {
        assertThat(post("/api/chat/session", customer, "session-create-minimal.request.json")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_session_with_an_external_reference() {
        post("/api/chat/session", customer, "session-create-reference.request.json");
        fixture.start(CUSTOMER, "another");
        String filter = "?externalRef=ORD12345";

        assertAlike(
                get("/api/chat/session/" + ID, customer),
                "session-head-reference.response.json",
                "estimatedWaitTime",
                "estimatedWaitTimeP90");
        assertAlike(get("/api/chat/history" + filter, customer), "history-reference.response.json");
        assertAlike(
                get("/api/admin/chat/active-sessions" + filter, agent),
                "support-active-sessions-reference.response.json",
                "name",
                "totalActive");
        assertThat(get("/api/admin/chat/session/" + ID, agent)
                        .data()
                        .path("externalRef")
                        .asText())
                .isEqualTo("ORD12345");
    }

    @Test
    void a_session_of_a_guest() {
        try (ChatFixture open = ChatFixture.with(
                ChatPolicy.builder().guests(GuestPolicy.builder().build()), UnaryOperator.identity())) {
            Reply started = open.post("/api/chat/session", text("session-create-guest.request.json"))
                    .expect(200);
            assertAlike(started, "session-create-guest.response.json", "estimatedWaitTime", "estimatedWaitTimeP90");
            String token = started.data().path("sessionToken").asText();
            Reply upgraded = open.post("/api/chat/session/upgrade", "{\"sessionToken\":\"" + token + "\"}")
                    .token(open.tokens.customer(CUSTOMER))
                    .expect(200);
            assertAlike(upgraded, "session-upgrade.response.json", "estimatedWaitTime", "estimatedWaitTimeP90");
        }
    }

    @Test
    void a_current_session() {
        assertAlike(get("/api/chat/current", customer), "current-none.response.json");
        Reply started = fixture.call("PUT", "/api/chat/current")
                .token(customer)
                .json(text("current-put.request.json"))
                .expect(200);
        assertAlike(started, "current-put.response.json", "estimatedWaitTime", "estimatedWaitTimeP90");
        String id = started.data().path("sessionId").asText();
        fixture.post("/api/admin/chat/session/assign", "{\"sessionId\":\"" + id + "\"}")
                .token(agent)
                .expect(200);

        assertAlike(get("/api/chat/current", customer), "current.response.json");
    }

    @Test
    void a_conversation() {
        start();
        assertAlike(post("/api/chat/message", customer, "message-send.request.json"), "message-send.response.json");
        assertAlike(
                post("/api/admin/chat/session/assign", agent, "support-assign.request.json"),
                "support-assign.response.json");
        assertAlike(
                post("/api/admin/chat/message", agent, "support-message-send.request.json"),
                "support-message-send.response.json");

        assertAlike(get("/api/chat/poll/" + ID + "?include=own", customer), "poll.response.json");
        assertAlike(get("/api/chat/poll/" + ID + "?include=own&limit=1", customer), "poll-more.response.json");
        assertAlike(get("/api/chat/messages/" + ID, customer), "messages.response.json");
        assertAlike(get("/api/chat/messages/" + ID + "?limit=1", customer), "messages-more.response.json");
        fixture.say(CUSTOMER, ID, "m-last", "Thanks");
        assertAlike(
                get("/api/chat/messages/" + ID + "?before=m-last&limit=1", customer), "messages-before.response.json");
        assertAlike(get("/api/chat/session/" + ID, customer), "session-head.response.json");
        assertAlike(get("/api/admin/chat/session/" + ID, agent), "support-session.response.json");
        assertAlike(get("/api/admin/chat/agents", agent), "support-agents.response.json");
        assertThat(post("/api/chat/message", customer, "message-send-full.request.json")
                        .status())
                .isEqualTo(200);
        assertAlike(get("/api/chat/messages/" + ID + "?after=m-last", customer), "messages-reply.response.json");
    }

    @Test
    void a_message_with_content() {
        start();
        post("/api/chat/message", customer, "message-send.request.json");
        post("/api/admin/chat/session/assign", agent, "support-assign.request.json");
        post("/api/admin/chat/message", agent, "support-message-send-content.request.json");

        assertAlike(get("/api/chat/messages/" + ID + "?after=m-1", customer), "messages-content.response.json");
    }

    @Test
    void changes_of_messages() {
        start();
        post("/api/chat/message", customer, "message-send.request.json");
        post("/api/admin/chat/session/assign", agent, "support-assign.request.json");
        post("/api/admin/chat/message", agent, "support-message-send.request.json");

        Reply edited = fixture.call("PATCH", "/api/chat/message/" + ID + "/m-1")
                .token(customer)
                .json(text("message-edit.request.json"))
                .expect(200);
        assertAlike(edited, "message-edit.response.json");
        Reply withdrawn = fixture.call("DELETE", "/api/admin/chat/message/" + ID + "/m-2")
                .token(agent)
                .expect(200);
        assertAlike(withdrawn, "message-withdraw.response.json");
        assertAlike(get("/api/chat/poll/" + ID + "?include=own", customer), "poll-amended.response.json");
        fixture.call("DELETE", "/api/chat/message/" + ID + "/m-1")
                .token(customer)
                .expect(200);
        assertAlike(get("/api/admin/chat/message/" + ID + "/m-1", agent), "support-message-history.response.json");
    }

    @Test
    void a_message_with_a_file() {
        start();
        fixture.say(CUSTOMER, ID, "m-last", "Thanks");
        byte[] image = new byte[300_000];
        ByteBuffer.wrap(image)
                .putLong(0x89504E470D0A1A0AL)
                .putLong(0x0000000D49484452L)
                .putInt(1200)
                .putInt(800);
        String path = "/api/chat/attachments/" + ID + "/f-1";

        assertAlike(post("/api/chat/attachments", customer, "upload-start.request.json"), "upload-start.response.json");
        assertAlike(part(path, Arrays.copyOf(image, 262_144), 0), "upload-part.response.json");
        assertAlike(part(path, Arrays.copyOfRange(image, 262_144, 300_000), 262_144), "upload-done.response.json");
        post("/api/chat/message", customer, "message-send-attachments.request.json");
        assertAlike(get("/api/chat/messages/" + ID + "?after=m-last", customer), "messages-attachments.response.json");
        assertAlike(fixture.call("POST", path).token(customer).expect(200), "attachment-link.response.json");
        fixture.upload(CUSTOMER, ID, "f-2", 10);
        assertAlike(
                fixture.call("DELETE", "/api/chat/attachments/" + ID + "/f-2")
                        .token(customer)
                        .expect(200),
                "upload-cancel.response.json");
    }

    private Reply part(String path, byte[] bytes, int offset) {
        return fixture.call("PUT", path + "?offset=" + offset)
                .token(customer)
                .body(bytes)
                .expect(200);
    }

    @Test
    void a_conversation_that_was_read() {
        started();

        assertAlike(post("/api/chat/read", agent, "read-messages.request.json"), "read.response.json");
        assertAlike(get("/api/chat/poll/" + ID + "?include=own", customer), "poll-read.response.json");
        assertAlike(post("/api/chat/read", customer, "read.request.json"), "read.response.json");
    }

    @Test
    void a_blocked_customer() {
        start();
        String supervisor = fixture.tokens.agent("agent-1", Role.SUPERVISOR);
        String blocks = "/api/admin/chat/customers/";

        assertAlike(post(blocks + "block", supervisor, "support-block.request.json"), "support-block.response.json");
        assertAlike(get(blocks + "blocked", supervisor), "support-blocked.response.json");
        Reply refused = fixture.post("/api/chat/message", text("message-send.request.json"))
                .token(customer)
                .expect(403, "FORBIDDEN");
        assertThat(shape(refused.json(), List.of()))
                .isEqualTo(shape(GoldenFilesTest.read("error-blocked.json"), List.of()));
        assertAlike(
                get(blocks + "block-history?userId=" + CUSTOMER, supervisor), "support-block-history.response.json");
        assertAlike(
                post(blocks + "unblock", supervisor, "support-unblock.request.json"), "support-unblock.response.json");
    }

    @Test
    void canned_responses() {
        start();
        String supervisor = fixture.tokens.agent("agent-1", Role.SUPERVISOR);
        String path = "/api/admin/chat/canned-responses";

        assertAlike(
                post(path, supervisor, "support-canned-create.request.json"), "support-canned-create.response.json");
        assertAlike(
                fixture.call("PUT", path + "/greeting")
                        .json(text("support-canned-replace.request.json"))
                        .token(supervisor)
                        .expect(200),
                "support-canned-replace.response.json");
        assertAlike(
                post(path + "/fill", agent, "support-canned-fill.request.json"), "support-canned-fill.response.json");
        assertAlike(get(path, agent), "support-canned.response.json");
        assertAlike(
                fixture.call("DELETE", path + "/greeting").token(supervisor).expect(200),
                "support-canned-delete.response.json");
    }

    @Test
    void a_draft() {
        start();
        String path = "/api/admin/chat/draft/" + ID;

        assertAlike(get(path, agent), "support-draft-none.response.json");
        String first = fixture.call("PUT", path)
                .json("{\"text\":\"Hello\"}")
                .token(agent)
                .expect(200)
                .data()
                .path("revision")
                .asText();
        String next = text("support-draft-save.request.json").replaceAll("(?<=\"revision\": ?\")[^\"]*", first);
        assertAlike(fixture.call("PUT", path).json(next).token(agent).expect(200), "support-draft-save.response.json");
        assertAlike(get(path, agent), "support-draft.response.json");
        fixture.call("PUT", path)
                .json("{\"text\":\"Hi\",\"revision\":\"" + first + "\"}")
                .token(agent)
                .expect(409, "DRAFT_CONFLICT");
    }

    @Test
    void preferences() {
        String path = "/api/admin/chat/preferences";

        assertAlike(get(path, agent), "support-preferences.response.json");
        assertAlike(
                fixture.call("PUT", path)
                        .json(text("support-preferences-save.request.json"))
                        .token(agent)
                        .expect(200),
                "support-preferences-save.response.json");
    }

    @Test
    void agents() {
        String admin = fixture.tokens.agent("admin-1", Role.ADMIN);
        String path = "/api/admin/chat/agents";

        assertAlike(post(path, admin, "support-agent-create.request.json"), "support-agent-create.response.json");
        assertAlike(
                fixture.call("PUT", path + "/agent-8")
                        .json(text("support-agent-replace.request.json"))
                        .token(admin)
                        .expect(200),
                "support-agent-replace.response.json");
        assertAlike(get(path + "/history?agentId=agent-8", admin), "support-agent-history.response.json");
        assertAlike(post(path + "/presence", agent, "support-presence.request.json"), "support-presence.response.json");
    }

    @Test
    void a_message_of_the_server() {
        start();
        fixture.post("/api/admin/chat/session/assign", "{\"sessionId\":\"" + ID + "\"}")
                .token(agent)
                .expect(200);
        String last = "/api/chat/poll/" + ID + "?include=system&limit=1&after=";
        String first = get(last, customer).data().at("/messages/0/messageId").asText();

        Reply joined = get(last + first, customer);

        assertAlike(joined, "poll-system.response.json", "event");
        assertThat(joined.data().at("/messages/0/event").asText()).isEqualTo("session_assigned");
    }

    @Test
    void what_an_agent_reads_of_a_session() {
        start();
        post("/api/chat/message", customer, "message-send.request.json");
        post("/api/admin/chat/message", agent, "support-message-send.request.json");

        Reply newest = get("/api/admin/chat/messages/" + ID + "?limit=1", agent);
        Reply messages = get("/api/admin/chat/messages/" + ID, agent);

        assertAlike(newest, "support-messages-newest.response.json");
        assertThat(shape(messages.json(), List.of("messages")))
                .isEqualTo(shape(GoldenFilesTest.read("support-messages.response.json"), List.of("messages")));
        assertThat(shape(newest.data().at("/messages/0"), List.of()))
                .isEqualTo(shape(
                        GoldenFilesTest.read("support-messages.response.json").at("/data/messages/1"), List.of()));
    }

    @Test
    void an_end_by_the_customer() {
        started();
        assertAlike(post("/api/chat/session/end", customer, "session-end.request.json"), "session-end.response.json");
        assertAlike(end(), "poll-ended-by-user.response.json", "endReason");
    }

    @Test
    void agents_who_work_together() {
        String tom = fixture.tokens.issueAgent(Principal.agent("agent-8", Role.AGENT, "Tom", "Billing"));
        String boss =
                fixture.tokens.issueAgent(Principal.agent("agent-9", Role.SUPERVISOR, "Boss", "Customer Service"));
        get("/api/admin/chat/agents", tom);
        start();
        assertAlike(team("decline", agent, "support-decline"), "support-decline.response.json");
        post("/api/admin/chat/session/assign", agent, "support-assign.request.json");

        assertAlike(get("/api/admin/chat/audit/" + ID, boss), "support-audit.response.json");
        assertAlike(
                get("/api/admin/chat/audit?sessionId=" + ID + "&limit=1", boss), "support-audit-search.response.json");
        assertAlike(team("priority", agent, "support-priority"), "support-priority.response.json");
        assertAlike(team("tags", agent, "support-tags"), "support-tags.response.json");
        assertAlike(team("escalate", agent, "support-escalate"), "support-escalate.response.json");
        assertAlike(team("notes", agent, "support-note"), "support-note.response.json");
        assertAlike(team("transfer", agent, "support-transfer"), "support-transfer.response.json");
        team("transfer", tom, "support-transfer-department");
        assertAlike(team("return", agent, "support-return"), "support-return.response.json", "tags", "escalatedAt");
        post("/api/admin/chat/session/assign", agent, "support-assign.request.json");
        assertAlike(
                team("take-over", boss, "support-take-over"), "support-take-over.response.json", "tags", "department");
    }

    @Test
    void several_acts_at_once() {
        start();

        assertAlike(team("macro", agent, "support-macro"), "support-macro.response.json");
        assertAlike(team("macro", agent, "support-macro"), "support-macro.response.json");
        assertAlike(
                get("/api/admin/chat/ended-sessions?agent=me&tag=REFUND&outcome=resolved", agent),
                "support-ended-sessions.response.json",
                "lastMessage",
                "messageCount");
    }

    @Test
    void a_session_that_an_agent_starts() {
        try (ChatFixture allowing =
                ChatFixture.with(ChatPolicy.builder().agentStarts(true), UnaryOperator.identity())) {
            String sarah = allowing.tokens.issueAgent(Principal.agent(AGENT, Role.AGENT, "Sarah", "Customer Service"));

            Reply started = allowing.post("/api/admin/chat/session", text("support-start.request.json"))
                    .token(sarah)
                    .expect(200);
            Reply again = allowing.post("/api/admin/chat/session", text("support-start.request.json"))
                    .token(sarah)
                    .expect(200);

            assertAlike(started, "support-start.response.json");
            assertThat(again.data()).isEqualTo(started.data());
            assertThat(allowing.get("/api/chat/current")
                            .token(allowing.tokens.customer(CUSTOMER))
                            .expect(200)
                            .data()
                            .path("session")
                            .path("sessionId")
                            .asText())
                    .isEqualTo(ID);
        }
    }

    private Reply team(String act, String token, String golden) {
        return post("/api/admin/chat/session/" + act, token, golden + ".request.json");
    }

    @Test
    void an_end_by_an_agent_and_a_rating() {
        started();
        assertAlike(
                post("/api/admin/chat/session/hold", agent, "support-hold.request.json"), "support-hold.response.json");
        assertAlike(
                post("/api/admin/chat/session/resume", agent, "support-resume.request.json"),
                "support-resume.response.json");
        assertAlike(
                post("/api/admin/chat/session/end", agent, "support-end.request.json"), "support-end.response.json");
        assertAlike(end(), "poll-ended.response.json");
        assertAlike(
                post("/api/chat/rating/prompt", customer, "rating-prompt.request.json"), "rating-prompt.response.json");
        String link = fixture.http.ratingLink(new SessionId(ID)).path();
        assertAlike(fixture.get(link).expect(200), "rating-link.response.json");
        assertAlike(fixture.post(link, text("rating-linked.request.json")).expect(200), "rating.response.json");
        assertAlike(post("/api/chat/rating", customer, "rating.request.json"), "rating.response.json");
        assertAlike(get("/api/chat/history", customer), "history.response.json");
        assertAlike(
                get("/api/admin/chat/session/" + ID, agent),
                "support-session-rated.response.json",
                "phone",
                "email",
                "subject",
                "category",
                "locale",
                "context");
    }

    @Test
    void a_session_that_is_reopened() {
        try (ChatFixture reopening =
                ChatFixture.with(ChatPolicy.builder().reopenWindow(Duration.ofHours(1)), UnaryOperator.identity())) {
            String carla = reopening.tokens.customer(CUSTOMER);
            String sarah = reopening.tokens.issueAgent(Principal.agent(AGENT, Role.AGENT, "Sarah", "Customer Service"));
            reopening.start(CUSTOMER, ID);
            reopening
                    .post("/api/chat/message", text("message-send.request.json"))
                    .token(carla)
                    .expect(200);
            reopening
                    .post("/api/admin/chat/message", text("support-message-send.request.json"))
                    .token(sarah)
                    .expect(200);

            reopening
                    .post("/api/chat/session/end", text("session-end.request.json"))
                    .token(carla)
                    .expect(200);
            assertAlike(
                    reopening
                            .post("/api/chat/session/reopen", text("session-reopen.request.json"))
                            .token(carla)
                            .expect(200),
                    "session-reopen.response.json",
                    "unreadCount");
            reopening
                    .post("/api/chat/session/end", text("session-end.request.json"))
                    .token(carla)
                    .expect(200);
            assertAlike(
                    reopening
                            .post("/api/admin/chat/session/reopen", text("support-reopen.request.json"))
                            .token(sarah)
                            .expect(200),
                    "support-reopen.response.json",
                    "unreadCount");
        }
    }

    @Test
    void a_history_with_further_pages() {
        fixture.start(CUSTOMER, "older");
        fixture.time.advance(Duration.ofSeconds(1));
        started();
        post("/api/admin/chat/session/end", agent, "support-end.request.json");
        post("/api/chat/rating", customer, "rating.request.json");

        assertAlike(get("/api/chat/history?limit=1", customer), "history-more.response.json");
    }

    @Test
    void an_end_by_inactivity() {
        started();
        fixture.time.advance(Duration.ofMinutes(31));

        assertAlike(end(), "poll-expired.response.json");
        fixture.post("/api/chat/message", ChatFixture.message(ID, "m-9", "late"))
                .token(customer)
                .expect(410, "SESSION_EXPIRED");
    }

    @Test
    void a_warning_before_an_end_by_inactivity() {
        try (ChatFixture warning = ChatFixture.with(
                ChatPolicy.builder().endWarning(Duration.ofMinutes(2)).timeoutAfterStart(Duration.ZERO),
                UnaryOperator.identity())) {
            String carla = warning.tokens.customer(CUSTOMER);
            warning.start(CUSTOMER, ID);
            warning.post("/api/chat/message", text("message-send.request.json"))
                    .token(carla)
                    .expect(200);
            warning.post("/api/admin/chat/message", text("support-message-send.request.json"))
                    .token(warning.tokens.issueAgent(Principal.agent(AGENT, Role.AGENT, "Sarah", "Customer Service")))
                    .expect(200);
            String path = "/api/chat/poll/" + ID + "?include=own,system&after=";
            String read = warning.get(path)
                    .token(carla)
                    .expect(200)
                    .data()
                    .path("cursor")
                    .asText();

            warning.time.advance(Duration.ofMinutes(28));
            Await.until(() -> !warning.get(path + read)
                    .token(carla)
                    .expect(200)
                    .data()
                    .path("messages")
                    .isEmpty());

            assertAlike(warning.get(path + read + "&wait=25").token(carla).expect(200), "poll-ending.response.json");
        }
    }

    @Test
    void public_calls() {
        assertAlike(fixture.get("/api/chat/config").expect(200), "config.response.json");
        assertAlike(fixture.get("/api/chat/health").expect(200), "health.response.json");
    }

    @Test
    void the_settings_of_a_chat_that_asks_before_a_session_and_is_closed() {
        FormField parcels = FormField.builder("parcels", FieldType.NUMBER)
                .label("en", "Parcels")
                .label("de", "Pakete")
                .required(true)
                .range(BigDecimal.ONE, BigDecimal.TEN)
                .build();
        FormField topic = FormField.builder("topic", FieldType.CHOICE)
                .label("en", "Topic")
                .choices(List.of("delivery", "payment"))
                .build();
        Map<String, String> texts = Map.of("en", "We keep what you write.", "de", "Wir speichern, was Sie schreiben.");
        ChatPolicy.Builder policy = ChatPolicy.builder()
                .preChatForm(List.of(parcels, topic))
                .consent(new ConsentText("2026-01", texts, true));
        WeeklyHours hours = WeeklyHours.builder(ZoneOffset.UTC)
                .open(DayOfWeek.MONDAY, LocalTime.of(11, 0), LocalTime.of(18, 0))
                .build();
        try (ChatFixture asking =
                ChatFixture.making(engine -> engine.policy(policy.build()).businessHours(hours))) {
            assertAlike(asking.get("/api/chat/config").expect(200), "config-asking.response.json");
        }
    }

    private Reply start() {
        return post("/api/chat/session", customer, "session-create.request.json");
    }

    private void started() {
        start();
        post("/api/chat/message", customer, "message-send.request.json");
        post("/api/admin/chat/message", agent, "support-message-send.request.json");
    }

    private Reply end() {
        String cursor =
                get("/api/chat/poll/" + ID, customer).data().path("cursor").asText();
        return get("/api/chat/poll/" + ID + "?after=" + cursor, customer);
    }

    private Reply get(String path, String token) {
        return fixture.get(path).token(token).expect(200);
    }

    private Reply post(String path, String token, String golden) {
        return fixture.post(path, text(golden)).token(token).expect(200);
    }

    private static String text(String golden) {
        return GoldenFilesTest.read(golden).toString();
    }

    private static void assertAlike(Reply reply, String golden, String... but) {
        List<String> ignored = List.of(but);
        assertThat(shape(reply.json(), ignored)).isEqualTo(shape(GoldenFilesTest.read(golden), ignored));
    }

    /** The tree with each value replaced by its type. */
    private static JsonNode shape(JsonNode node, List<String> ignored) {
        ObjectMapper mapper = new ObjectMapper();
        if (node.isArray()) {
            return node.isEmpty()
                    ? node
                    : mapper.createArrayNode().add(shape(node.get(0), ignored)).add(node.size());
        }
        if (!node.isObject()) {
            return mapper.getNodeFactory().textNode(node.getNodeType().name());
        }
        Map<String, JsonNode> fields = new TreeMap<>();
        node.properties().stream()
                .filter(field -> !ignored.contains(field.getKey()))
                .filter(field -> !FURTHER.contains(field.getKey()))
                .forEach(field -> fields.put(field.getKey(), shape(field.getValue(), ignored)));
        ObjectNode object = mapper.createObjectNode();
        object.setAll(fields);
        return object;
    }
}
