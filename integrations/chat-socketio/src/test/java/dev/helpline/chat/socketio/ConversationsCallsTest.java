package dev.helpline.chat.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Priority;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calls of the dialect conversations over HTTP. Conversations can be reopened for an hour. */
class ConversationsCallsTest extends CallsTest {
    private static final String BASE = "/api/chat/conversations";
    private static final String ADMIN = "/api/chat/admin/conversations";
    private static final long LARGEST = (1L << 53) - 1;

    ConversationsCallsTest() {
        super(GatewayFixture.under(ChatPolicy.builder().reopenWindow(Duration.ofHours(1))));
    }

    private JsonNode started(String customer, String subject) {
        return call(
                        "customer:" + customer,
                        "POST",
                        BASE,
                        "{\"username\":\"" + customer + "\",\"subject\":\"" + subject
                                + "\",\"priority\":\"high\",\"message\":\"I can't log in\"}")
                .body()
                .path("conversation");
    }

    private SessionId idOf(String customer, String subject) {
        return new SessionId(started(customer, subject).path("id").asText());
    }

    @Test
    void a_user_starts_a_conversation_with_numbers_as_ids() {
        JsonNode conversation = started("42", "App Login Issue");

        assertThat(conversation.path("id").isIntegralNumber()).isTrue();
        assertThat(conversation.path("id").asLong()).isBetween(1L, LARGEST);
        assertThat(conversation.path("user_id").isIntegralNumber()).isTrue();
        assertThat(conversation.path("user_id").asLong()).isEqualTo(42);
        assertThat(conversation.path("admin_id").isNull()).isTrue();
        assertThat(conversation.path("status").asText()).isEqualTo("open");
        assertThat(conversation.path("subject").asText()).isEqualTo("App Login Issue");
        assertThat(conversation.path("last_message_by").asText()).isEqualTo("user");
        assertThat(conversation.path("last_message_at").asText()).isEqualTo("2026-01-05T10:00:00.000Z");
        assertThat(conversation.path("closed_at").isNull()).isTrue();
        JsonNode first = get("customer:42", BASE + "/" + conversation.path("id").asText() + "/messages")
                .body()
                .path("messages")
                .path(0);
        assertThat(first.path("id").isIntegralNumber()).isTrue();
        assertThat(first.path("conversation_id")).isEqualTo(conversation.path("id"));
        assertThat(first.path("sender_type").asText()).isEqualTo("user");
        assertThat(first.path("sender_id").asLong()).isEqualTo(42);
        assertThat(first.path("message").asText()).isEqualTo("I can't log in");
        assertThat(first.path("message_type").asText()).isEqualTo("text");
        assertThat(first.path("is_edited").asBoolean(true)).isFalse();
    }

    @Test
    void a_session_that_came_from_elsewhere_keeps_its_id() {
        SessionId session = fixture.sessionOf("anna");

        JsonNode own = get("customer:anna", BASE).body().path("conversations").path(0);

        assertThat(own.path("id").isTextual()).isTrue();
        assertThat(own.path("id").asText()).isEqualTo(session.value());
        assertThat(own.path("user_id").asText()).isEqualTo("anna");
    }

    @Test
    void users_list_their_own_conversations_also_closed_ones_and_name_nobody_else() {
        SessionId first = idOf("anna", "one");
        fixture.time.advance(Duration.ofSeconds(1));
        SessionId second = idOf("anna", "two");
        started("carl", "three");
        fixture.customer("anna").end(EndSession.of(first));

        Answer own = get("customer:anna", BASE + "?username=anna");

        assertThat(own.body().path("success").asBoolean()).isTrue();
        assertThat(own.body().path("conversations").findValuesAsText("id"))
                .containsExactly(second.value(), first.value());
        assertThat(own.body().path("conversations").findValuesAsText("status")).containsExactly("open", "closed");
        assertThat(get("customer:anna", BASE + "?limit=1&offset=1").body().path("conversations"))
                .hasSize(1);
        assertThat(get("customer:anna", BASE + "?username=carl").status()).isEqualTo(403);
        assertThat(call("customer:anna", "POST", BASE, "{\"username\":\"carl\",\"message\":\"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(get("admin:ada", BASE).status()).isEqualTo(403);
    }

    @Test
    void both_sides_send_and_see_how_far_the_other_one_has_got() {
        SessionId id = idOf("anna", "Login");
        String own = BASE + "/" + id + "/messages";

        Answer sent = call("admin:ada", "POST", ADMIN + "/" + id + "/messages", "{\"message\":\"Hello!\"}");

        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.body().path("message").path("sender_type").asText()).isEqualTo("admin");
        assertThat(sent.body().path("message").path("status").asText()).isEqualTo("sent");
        assertThat(get("customer:anna", BASE)
                        .body()
                        .findValue("user_unread_count")
                        .asInt())
                .isEqualTo(1);
        get("customer:anna", own);
        fixture.time.advance(Duration.ofSeconds(2));
        assertThat(last(get("admin:ada", own)).path("status").asText()).isEqualTo("delivered");
        assertThat(call("customer:anna", "PATCH", own + "/read", "").status()).isEqualTo(200);
        JsonNode read = last(get("admin:ada", own));
        assertThat(read.path("status").asText()).isEqualTo("read");
        assertThat(read.path("read_by").asText()).isEqualTo("anna");
        assertThat(read.path("read_at").asText()).isEqualTo("2026-01-05T10:00:02.000Z");
        assertThat(get("customer:anna", BASE)
                        .body()
                        .findValue("user_unread_count")
                        .asInt(-1))
                .isZero();
        assertThat(call("customer:anna", "POST", own, "{\"message\":\"Thanks\"}")
                        .status())
                .isEqualTo(201);
        assertThat(get("admin:ada", ADMIN)
                        .body()
                        .findValue("admin_unread_count")
                        .asInt())
                .isGreaterThan(0);
        assertThat(call("admin:ada", "POST", own, "{\"message\":\"x\"}").status())
                .isEqualTo(403);
        assertThat(call("customer:anna", "POST", ADMIN + "/" + id + "/messages", "{\"message\":\"x\"}")
                        .status())
                .isEqualTo(403);
    }

    private static JsonNode last(Answer messages) {
        JsonNode all = messages.body().path("messages");
        return all.path(all.size() - 1);
    }

    @Test
    void administrators_filter_search_and_count() {
        SessionId open = idOf("anna", "Login");
        SessionId pending = idOf("carl", "Payment");
        SessionId closed = idOf("dora", "Login");
        fixture.agent("ada").claim(pending);
        fixture.agent("ada").hold(pending);
        fixture.agent("ben").claim(closed);
        fixture.agent("ben").end(EndSession.of(closed));
        fixture.agent("ada").setPriority(open, Priority.URGENT);

        assertThat(found("")).containsExactlyInAnyOrder(open.value(), pending.value(), closed.value());
        assertThat(found("?limit=2&page=2")).containsExactly(closed.value());
        assertThat(found("?limit=2&page=1")).hasSize(2);
        assertThat(found("?status=open")).containsExactly(open.value());
        assertThat(found("?status=pending")).containsExactly(pending.value());
        assertThat(found("?status=closed")).containsExactly(closed.value());
        assertThat(found("?priority=urgent")).containsExactly(open.value());
        assertThat(found("?search=login")).containsExactlyInAnyOrder(open.value(), closed.value());
        assertThat(found("?assigned=false")).containsExactly(open.value());
        assertThat(found("?assigned=true")).containsExactlyInAnyOrder(pending.value(), closed.value());
        assertThat(found("?assigned=ben")).containsExactly(closed.value());
        JsonNode counts =
                get("admin:ada", ADMIN + "?status=open&search=login").body().path("counts");
        assertThat(counts.path("open").asInt()).isEqualTo(1);
        assertThat(counts.path("pending").asInt(-1)).isZero();
        assertThat(counts.path("closed").asInt()).isEqualTo(1);
        assertThat(counts.path("closed_has_more").asBoolean(true)).isFalse();
        assertThat(get("customer:anna", ADMIN).status()).isEqualTo(403);
    }

    private List<String> found(String query) {
        return get("admin:ada", ADMIN + query).body().path("conversations").findValuesAsText("id");
    }

    @ParameterizedTest
    @CsvSource({"status=waiting", "priority=now", "assigned=a%20b", "page=0", "limit=101", "page=1000&limit=100"})
    void a_filter_that_breaks_a_rule_is_refused(String query) {
        assertThat(get("admin:ada", ADMIN + "?" + query).body().path("code").asText())
                .isEqualTo("VALIDATION_ERROR");
    }

    @ParameterizedTest
    @CsvSource({
        "waiting, open,    200, open",
        "waiting, pending, 409, open",
        "waiting, closed,  200, closed",
        "active,  open,    200, open",
        "active,  pending, 200, pending",
        "active,  closed,  200, closed",
        "held,    open,    200, open",
        "held,    pending, 200, pending",
        "held,    closed,  200, closed",
        "closed,  open,    200, open",
        "closed,  pending, 409, closed",
        "closed,  closed,  200, closed",
        "active,  active,  400, open"
    })
    void every_status_from_every_state(String from, String to, int status, String after) {
        SessionId id = idOf("anna", "Login");
        if (!from.equals("waiting")) {
            fixture.agent("ada").claim(id);
        }
        if (from.equals("held")) {
            fixture.agent("ada").hold(id);
        } else if (from.equals("closed")) {
            fixture.agent("ada").end(EndSession.of(id));
        }

        Answer changed = call("admin:ada", "PATCH", ADMIN + "/" + id + "/status", "{\"status\":\"" + to + "\"}");

        assertThat(changed.status()).isEqualTo(status);
        JsonNode now = get("admin:ada", ADMIN).body().path("conversations").path(0);
        assertThat(now.path("status").asText()).isEqualTo(after);
        assertThat(now.path("closed_by").asText())
                .isEqualTo(after.equals("closed") && !from.equals("waiting") ? "ada" : closedBy(after));
    }

    private static String closedBy(String status) {
        return status.equals("closed") ? "agent" : "null";
    }

    @Test
    void a_closed_conversation_stays_closed_once_the_policy_forbids_to_reopen_it() {
        SessionId id = idOf("anna", "Login");
        fixture.agent("ada").end(EndSession.of(id));
        fixture.time.advance(Duration.ofMinutes(61));

        assertThat(call("admin:ada", "PATCH", ADMIN + "/" + id + "/status", "{\"status\":\"open\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void five_conversations_in_fifteen_minutes_are_the_limit() {
        for (int i = 0; i < 5; i++) {
            fixture.customer("anna").end(EndSession.of(idOf("anna", "c" + i)));
        }
        String body = "{\"message\":\"one more\"}";

        assertThat(call("customer:anna", "POST", BASE, body).body().path("code").asText())
                .isEqualTo("RATE_LIMITED");
        fixture.time.advance(Duration.ofMinutes(15));
        assertThat(call("customer:anna", "POST", BASE, body).status()).isEqualTo(201);
    }

    @Test
    void a_refused_first_message_starts_no_conversation() {
        for (String text : List.of("", "x".repeat(5001), "visit my casino", "a".repeat(40))) {
            Answer refused = call("customer:anna", "POST", BASE, "{\"message\":\"" + text + "\"}");

            assertThat(refused.status()).isBetween(400, 422);
            assertThat(refused.body().path("success").asBoolean(true)).isFalse();
        }
        assertThat(get("customer:anna", BASE).body().path("conversations")).isEmpty();
        assertThat(call("customer:anna", "POST", BASE, "{\"message\":\"" + "ab".repeat(2500) + "\"}")
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"GET, /messages", "POST, /messages", "PATCH, /messages/read"})
    void a_foreign_conversation_is_one_that_does_not_exist(String method, String path) {
        SessionId id = idOf("anna", "Login");
        String body = "{\"message\":\"x\"}";

        Answer foreign = call("customer:eve", method, BASE + "/" + id + path, body);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign).isEqualTo(call("customer:eve", method, BASE + "/12345" + path, body));
        assertThat(call("", method, BASE + "/" + id + path, body).status()).isEqualTo(401);
    }

    @Test
    void what_is_sent_twice_under_an_id_of_the_client_is_one_message() {
        SessionId id = idOf("anna", "Login");
        String path = BASE + "/" + id + "/messages";
        String body = "{\"message\":\"Hello\",\"temp_id\":\"t1\"}";

        JsonNode first = call("customer:anna", "POST", path, body).body().path("message");
        JsonNode again = call("customer:anna", "POST", path, body).body().path("message");

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(first.path("id").asLong()).isBetween(1L, LARGEST);
        assertThat(first.path("metadata").path("temp_id").asText()).isEqualTo("t1");
        assertThat(get("customer:anna", path).body().path("messages")).hasSize(2);
    }

    @Test
    void an_edited_message_and_a_reply_are_told() {
        SessionId id = idOf("anna", "Login");
        var sent = fixture.customer("anna").send(SendMessage.of(id, "Helo"));
        fixture.time.advance(Duration.ofSeconds(5));
        fixture.customer("anna").amend(dev.helpline.chat.core.message.AmendMessage.edit(id, sent.id(), "Hello"));
        fixture.agent("ada")
                .send(SendMessage.builder(id, "Hi").replyTo(sent.id()).build());

        JsonNode messages =
                get("customer:anna", BASE + "/" + id + "/messages").body().path("messages");

        assertThat(messages.path(1).path("message").asText()).isEqualTo("Hello");
        assertThat(messages.path(1).path("is_edited").asBoolean()).isTrue();
        assertThat(messages.path(1).path("edited_at").asText()).isEqualTo("2026-01-05T10:00:05.000Z");
        assertThat(messages.path(2).path("reply_to_id").asText())
                .isEqualTo(sent.id().value());
    }
}
