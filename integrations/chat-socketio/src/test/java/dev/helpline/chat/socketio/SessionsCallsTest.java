package dev.helpline.chat.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calls of the dialect sessions over HTTP. */
class SessionsCallsTest extends CallsTest {
    private static final String BASE = "/api/v1/chat";
    private static final byte[] PNG = {
        (byte) 0x89,
        'P',
        'N',
        'G',
        13,
        10,
        26,
        10,
        0,
        0,
        0,
        13,
        'I',
        'H',
        'D',
        'R',
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        1,
        8,
        6,
        0,
        0,
        0
    };

    SessionsCallsTest() {
        super(GatewayFixture.inScriptedTime());
    }

    private Answer form(String token, String path, Map<String, String> fields, Map<String, byte[]> files) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(
                ("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        files.forEach((name, bytes) -> {
            body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"attachments\"; filename=\"" + name
                            + "\"\r\nContent-Type: image/png\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(bytes);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        });
        body.writeBytes("--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(token, "POST", path, "multipart/form-data; boundary=b", body.toByteArray());
    }

    @Test
    void a_customer_starts_a_session_with_a_message() {
        Answer started = call(
                "customer:anna",
                "POST",
                BASE + "/sessions",
                "{\"subject\":\"Need help\",\"category\":\"order_issue\",\"priority\":\"high\",\"restaurant_id\":\"r-1\","
                        + "\"initial_message\":\"My order is delayed\"}");

        assertThat(started.status()).isEqualTo(201);
        assertThat(started.body().path("success").asBoolean()).isTrue();
        assertThat(started.data().path("status").asText()).isEqualTo("waiting");
        assertThat(started.data().path("restaurant_id").asText()).isEqualTo("r-1");
        assertThat(started.data().path("category").asText()).isEqualTo("order_issue");
        assertThat(started.data().path("last_message").path("content").asText()).isEqualTo("My order is delayed");
        assertThat(started.data().path("id").asText()).hasSize(36);
        assertThat(started.data().path("customer_id").asText()).isEqualTo("anna");
    }

    @Test
    void everybody_lists_their_own_and_agents_all_that_are_open() {
        SessionId first = fixture.sessionOf("anna");
        SessionId second = fixture.sessionOf("carl");
        fixture.agent("bob").claim(second);
        SessionId closed = fixture.sessionOf("carl");
        fixture.customer("carl").end(EndSession.of(closed));

        assertThat(ids(get("customer:anna", BASE + "/sessions"))).containsExactly(first.value());
        assertThat(ids(get("customer:carl", BASE + "/sessions"))).containsExactly(second.value());
        assertThat(ids(get("customer:carl", BASE + "/sessions?status=closed"))).containsExactly(closed.value());
        assertThat(ids(get("agent:bob", BASE + "/sessions"))).containsExactlyInAnyOrder(first.value(), second.value());
        assertThat(ids(get("agent:bob", BASE + "/sessions?status=waiting"))).containsExactly(first.value());
        assertThat(ids(get("agent:bob", BASE + "/sessions?status=active"))).containsExactly(second.value());
        assertThat(ids(get("agent:bob", BASE + "/sessions?status=closed"))).containsExactly(closed.value());
        assertThat(ids(get("agent:bob", BASE + "/sessions?limit=1&offset=1"))).hasSize(1);
        assertThat(get("agent:bob", BASE + "/sessions?status=open").status()).isEqualTo(400);
        assertThat(get("agent:bob", BASE + "/sessions?limit=0").status()).isEqualTo(400);
    }

    private static List<String> ids(Answer answer) {
        return answer.data().findValuesAsText("id");
    }

    @Test
    void messages_are_counted_from_the_oldest_and_keep_their_offsets_while_more_arrive() {
        SessionId session = fixture.sessionOf("anna");
        for (int i = 0; i < 7; i++) {
            fixture.customer("anna").send(SendMessage.of(session, "m" + i));
        }
        String path = BASE + "/sessions/" + session + "/messages";

        assertThat(get("customer:anna", path).data().findValuesAsText("content"))
                .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6");
        assertThat(get("customer:anna", path + "?limit=3&offset=2").data().findValuesAsText("content"))
                .containsExactly("m2", "m3", "m4");
        fixture.customer("anna").send(SendMessage.of(session, "m7"));
        assertThat(get("customer:anna", path + "?limit=3&offset=5").data().findValuesAsText("content"))
                .containsExactly("m5", "m6", "m7");
        assertThat(get("customer:anna", path + "?limit=3&offset=50").data()).isEmpty();
    }

    @Test
    void a_message_is_sent_as_json_or_as_a_form_with_files() {
        SessionId session = fixture.sessionOf("anna");
        String path = BASE + "/sessions/" + session + "/messages";

        Answer plain = call("customer:anna", "POST", path, "{\"content\":\"Hello\",\"message_type\":\"text\"}");
        Answer withFile = form(
                "customer:anna",
                path,
                Map.of("content", "Look", "message_type", "image"),
                Map.of("a;name=\u00fc.png", PNG));

        assertThat(plain.status()).isEqualTo(201);
        assertThat(plain.data().path("content").asText()).isEqualTo("Hello");
        JsonNode file = withFile.data().path("attachments").path(0);
        assertThat(withFile.data().path("message_type").asText()).isEqualTo("image");
        assertThat(file.path("file_name").asText()).isEqualTo("a;name=\u00fc.png");
        assertThat(file.path("file_type").asText()).isEqualTo("image/png");
        assertThat(file.path("file_size").asLong()).isEqualTo(PNG.length);
        String url = file.path("file_url").asText();
        assertThat(url).startsWith("/uploads/chat-attachments/" + session + "/");
        assertThat(reply("", "GET", url, "", new byte[0]).status()).isEqualTo(200);
        String unsigned = url.substring(0, url.indexOf('?'));
        assertThat(reply("", "GET", unsigned, "", new byte[0]).status()).isEqualTo(401);
        assertThat(reply("customer:eve", "GET", unsigned, "", new byte[0]).status())
                .isEqualTo(404);
        assertThat(reply("customer:anna", "GET", unsigned, "", new byte[0]).status())
                .isEqualTo(200);
        fixture.time.advance(java.time.Duration.ofMinutes(6));
        assertThat(reply("", "GET", url, "", new byte[0]).status()).isEqualTo(404);
    }

    @Test
    void a_file_is_uploaded_first_and_named_by_its_message() {
        SessionId session = fixture.sessionOf("anna");

        Answer uploaded = form("customer:anna", BASE + "/upload", Map.of(), Map.of("a.png", PNG));
        String id = uploaded.data().path(0).path("id").asText();
        Answer sent = call(
                "customer:anna",
                "POST",
                BASE + "/sessions/" + session + "/messages",
                "{\"attachment_ids\":[\"" + id + "\"]}");

        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(sent.data().path("attachments").path(0).path("id").asText()).isEqualTo(id);
        assertThat(form("customer:eve", BASE + "/upload", Map.of(), Map.of("a.png", PNG))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void files_are_bounded_in_number_size_and_type() {
        SessionId session = fixture.sessionOf("anna");
        String path = BASE + "/sessions/" + session + "/messages";
        Map<String, byte[]> six = new java.util.HashMap<>();
        for (int i = 0; i < 6; i++) {
            six.put(i + ".png", PNG);
        }

        assertThat(form("customer:anna", path, Map.of(), six).status()).isEqualTo(400);
        assertThat(form("customer:anna", path, Map.of(), Map.of("a.exe", PNG)).status())
                .isEqualTo(400);
        assertThat(form("customer:anna", path, Map.of(), Map.of("a.png", "MZ".getBytes(StandardCharsets.UTF_8)))
                        .status())
                .isEqualTo(400);
        assertThat(form("customer:anna", path, Map.of(), Map.of("a.png", new byte[10 * 1024 * 1024 + 1]))
                        .code())
                .isEqualTo("PAYLOAD_TOO_LARGE");
        assertThat(send("customer:anna", "POST", path, "multipart/form-data; boundary=b", new byte[60 * 1024 * 1024])
                        .status())
                .isEqualTo(413);
        assertThat(send(
                                "customer:anna",
                                "POST",
                                path,
                                "multipart/form-data; boundary=b",
                                "--b\r\nx".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
        assertThat(fixture.customer("anna").session(session).session().log().messageCount())
                .isZero();
    }

    @Test
    void reading_is_marked_by_ids_or_by_what_was_delivered() {
        SessionId session = fixture.sessionOf("anna");
        fixture.agent("bob").claim(session);
        String id =
                fixture.agent("bob").send(SendMessage.of(session, "Hello")).id().value();
        String path = BASE + "/sessions/" + session;
        assertThat(get("customer:anna", path).data().path("unread_count").asInt())
                .isEqualTo(1);

        Answer read = call("customer:anna", "POST", path + "/read", "{\"message_ids\":[\"" + id + "\"]}");

        assertThat(read.body().path("message").asText()).isEqualTo("Messages marked as read");
        assertThat(get("customer:anna", path).data().path("unread_count").asInt())
                .isZero();
        assertThat(get("agent:bob", path + "/messages")
                        .data()
                        .path(0)
                        .path("read_by")
                        .path(0)
                        .asText())
                .isEqualTo("anna");
        assertThat(call("customer:anna", "POST", path + "/read", "").status()).isEqualTo(200);
        assertThat(call("customer:anna", "POST", path + "/read", "{\"message_ids\":[\"nothing\"]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void one_agent_gets_a_session_and_the_other_is_told() {
        SessionId session = fixture.sessionOf("anna");
        String path = BASE + "/sessions/" + session + "/assign";

        assertThat(call("agent:bob", "POST", path, "").data().path("agent_id").asText())
                .isEqualTo("bob");
        assertThat(call("agent:bob", "POST", path, "").status()).isEqualTo(200);
        assertThat(call("agent:ben", "POST", path, "").code()).isEqualTo("SESSION_CONFLICT");
        assertThat(call("customer:anna", "POST", path, "").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "waiting,  active,   200, active",
        "waiting,  resolved, 200, resolved",
        "waiting,  closed,   200, closed",
        "active,   active,   200, active",
        "active,   resolved, 200, resolved",
        "active,   closed,   200, closed",
        "held,     active,   200, active",
        "held,     resolved, 200, resolved",
        "held,     closed,   200, closed",
        "resolved, active,   409, resolved",
        "resolved, resolved, 200, resolved",
        "resolved, closed,   409, resolved",
        "closed,   active,   409, closed",
        "closed,   resolved, 409, closed",
        "closed,   closed,   200, closed",
        "waiting,  waiting,  400, waiting",
        "active,   waiting,  400, active",
        "closed,   waiting,  400, closed",
        "active,   open,     400, active"
    })
    void every_status_from_every_state(String from, String to, int status, String after) {
        SessionId session = fixture.sessionOf("anna");
        if (!from.equals("waiting")) {
            fixture.agent("bob").claim(session);
        }
        switch (from) {
            case "held" -> fixture.agent("bob").hold(session);
            case "resolved" ->
                fixture.agent("bob")
                        .end(EndSession.builder(session)
                                .outcome(Outcome.RESOLVED)
                                .build());
            case "closed" -> fixture.agent("bob").end(EndSession.of(session));
            default -> {
                // as it is
            }
        }
        String path = BASE + "/sessions/" + session;

        Answer changed = call("agent:bob", "PATCH", path + "/status", "{\"status\":\"" + to + "\"}");

        assertThat(changed.status()).isEqualTo(status);
        assertThat(get("agent:bob", path).data().path("status").asText()).isEqualTo(after);
    }

    @Test
    void a_session_on_hold_is_resumed() {
        SessionId session = fixture.sessionOf("anna");
        fixture.agent("bob").claim(session);
        fixture.agent("bob").hold(session);

        call("agent:bob", "PATCH", BASE + "/sessions/" + session + "/status", "{\"status\":\"active\"}");

        assertThat(fixture.agent("bob").session(session).session().state().name())
                .isEqualTo("ACTIVE");
    }

    @Test
    void a_customer_closes_but_neither_resolves_nor_activates() {
        SessionId session = fixture.sessionOf("anna");
        String path = BASE + "/sessions/" + session + "/status";

        assertThat(call("customer:anna", "PATCH", path, "{\"status\":\"resolved\"}")
                        .status())
                .isEqualTo(403);
        assertThat(call("customer:anna", "PATCH", path, "{\"status\":\"active\"}")
                        .status())
                .isEqualTo(403);
        assertThat(call("customer:anna", "PATCH", path, "{\"status\":\"closed\"}")
                        .data()
                        .path("status")
                        .asText())
                .isEqualTo("closed");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,   /sessions/{id}",
        "GET,   /sessions/{id}/messages",
        "POST,  /sessions/{id}/messages",
        "POST,  /sessions/{id}/read",
        "PATCH, /sessions/{id}/status"
    })
    void a_foreign_session_is_one_that_does_not_exist(String method, String path) {
        SessionId session = fixture.sessionOf("anna");
        String body = "{\"content\":\"x\",\"status\":\"closed\"}";

        Answer foreign = call("customer:eve", method, BASE + path.replace("{id}", session.value()), body);
        Answer missing = call("customer:eve", method, BASE + path.replace("{id}", "nothing"), body);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign).isEqualTo(missing);
        assertThat(call("", method, BASE + path.replace("{id}", session.value()), body)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void what_is_not_there_and_what_is_no_json_is_refused() {
        assertThat(get("customer:anna", BASE + "/nothing").status()).isEqualTo(404);
        assertThat(call("customer:anna", "DELETE", BASE + "/sessions", "").status())
                .isEqualTo(405);
        assertThat(call("customer:anna", "POST", BASE + "/sessions", "{").code())
                .isEqualTo("VALIDATION_ERROR");
        assertThat(call("customer:anna", "POST", BASE + "/sessions", "[]").status())
                .isEqualTo(400);
        assertThat(call("customer:anna", "POST", BASE + "/sessions", "{\"subject\":7}")
                        .status())
                .isEqualTo(400);
        assertThat(call("customer:anna", "POST", BASE + "/sessions", "{\"priority\":\"now\"}")
                        .status())
                .isEqualTo(400);
        assertThat(call("customer:anna", "POST", BASE + "/sessions", "\"" + "x".repeat(300_000) + "\"")
                        .status())
                .isEqualTo(413);
        assertThat(call("agent:bob", "POST", BASE + "/sessions", "{}").status()).isEqualTo(403);
    }
}
