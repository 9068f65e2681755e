package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed and malicious input gets a reply with a reason and never an internal error. */
class HostileInputTest {
    private static final List<String> CALLS_WITH_A_BODY = List.of(
            "POST /api/chat/session",
            "POST /api/chat/message",
            "POST /api/chat/session/end",
            "POST /api/chat/session/reopen",
            "POST /api/chat/rating",
            "POST /api/chat/rating/prompt",
            "PUT /api/chat/current",
            "POST /api/admin/chat/message",
            "POST /api/admin/chat/session/assign",
            "POST /api/admin/chat/session/decline",
            "POST /api/admin/chat/session/hold",
            "POST /api/admin/chat/session/resume",
            "POST /api/admin/chat/session/transfer",
            "POST /api/admin/chat/session/return",
            "POST /api/admin/chat/session/escalate",
            "POST /api/admin/chat/session/priority",
            "POST /api/admin/chat/session/tags",
            "POST /api/admin/chat/session/notes",
            "POST /api/admin/chat/session/macro",
            "POST /api/admin/chat/session/reopen",
            "POST /api/admin/chat/session/end");

    private final ChatFixture fixture = ChatFixture.strict();

    @BeforeEach
    void startASession() {
        fixture.start("alice", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    static Stream<Arguments> bodiesThatAreNoJson() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("a word", bytes("hello"));
        bodies.put("nothing but a blank", bytes(" "));
        bodies.put("null", bytes("null"));
        bodies.put("a list", bytes("[]"));
        bodies.put("a text", bytes("\"text\""));
        bodies.put("a number", bytes("1"));
        bodies.put("cut off", bytes("{\"sessionId\":\"s-1\""));
        bodies.put("a tail", bytes("{} {}"));
        bodies.put("a comma too many", bytes("{\"a\":1,}"));
        bodies.put("single quotes", bytes("{'a':1}"));
        bodies.put("a comment", bytes("{/* */\"a\":1}"));
        bodies.put("NaN", bytes("{\"a\":NaN}"));
        bodies.put("a name twice", bytes("{\"sessionId\":\"s-1\",\"sessionId\":\"s-2\"}"));
        bodies.put("a hidden name twice", bytes("{\"x\":{\"a\":1,\"\\u0061\":2}}"));
        bodies.put("deep lists", bytes("{\"a\":" + "[".repeat(100_000)));
        bodies.put("deep objects", bytes("{\"a\":".repeat(20) + "1" + "}".repeat(20)));
        bodies.put("a long name", bytes("{\"" + "n".repeat(200) + "\":1}"));
        bodies.put("a long number", bytes("{\"a\":" + "9".repeat(200) + "}"));
        bodies.put("a long text", bytes("{\"a\":\"" + "x".repeat(70_000) + "\"}"));
        bodies.put("too many parts", bytes("{\"a\":[" + "1,".repeat(20_000) + "1]}"));
        bodies.put("half a surrogate pair", bytes("{\"message\":\"\\ud800\"}"));
        bodies.put("half a surrogate pair as a name", bytes("{\"\\udc00\":1}"));
        bodies.put("U+0000", bytes("{\"message\":\"a\\u0000b\"}"));
        bodies.put("a raw control character", bytes("{\"message\":\"a\u0007b\"}"));
        bodies.put("a byte order mark", new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, '{', '}'});
        bodies.put("UTF-16", "{\"message\":\"hi\"}".getBytes(UTF_16));
        bodies.put("overlong UTF-8", new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'});
        bodies.put(
                "encoded surrogates", new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'});
        bodies.put("cut UTF-8", new byte[] {'{', '"', (byte) 0xe2, (byte) 0x82});
        bodies.put("latin 1", new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xe4, '"', '}'});
        bodies.put("NULs", new byte[1000]);
        return bodies.entrySet().stream().map(body -> arguments(body.getKey(), body.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodiesThatAreNoJson")
    void a_body_that_is_not_a_valid_JSON_object_is_rejected_everywhere(String what, byte[] body) {
        assertThat(CALLS_WITH_A_BODY)
                .allSatisfy(call -> assertThat(send(call, body).status() + " "
                                + send(call, body).code())
                        .as(call + ": " + what)
                        .isEqualTo("400 VALIDATION_ERROR"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "true",
                "[]",
                "{}",
                "[\"s-1\"]",
                "{\"$gt\":\"\"}",
                "1e999999",
                "-0.0",
                "\"\"",
                "\" \"",
                "\"s 1\"",
                "\"s/1\"",
                "\"../s-1\"",
                "\".\"",
                "\"..\"",
                "\"s-1\\n\"",
                "\"' or 1=1 --\"",
                "\"%73-1\""
            })
    void an_invalid_session_id_is_rejected_everywhere(String id) {
        assertThat(CALLS_WITH_A_BODY.stream()
                        .filter(call -> !call.contains("current") && !call.endsWith("chat/session")))
                .allSatisfy(call -> assertThat(
                                send(call, bytes("{\"sessionId\":" + id + ",\"message\":\"hi\",\"rating\":5}"))
                                        .status())
                        .as(call)
                        .isEqualTo(400));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST /api/chat/session       | {\"sessionId\":7}                                    | INVALID_SESSION_DATA",
                "POST /api/chat/session       | {\"sessionId\":\"a b\"}                              | INVALID_SESSION_DATA",
                "POST /api/chat/session       | {\"sessionId\":\".\"}                                | INVALID_SESSION_DATA",
                "POST /api/chat/session       | {\"sessionId\":\"..\"}                               | INVALID_SESSION_DATA",
                "POST /api/chat/message       | {\"sessionId\":\"s-1\",\"message\":\"x\",\"messageId\":\"..\"} | INVALID_MESSAGE_DATA",
                "POST /api/chat/message       | {\"sessionId\":\"s-1\",\"message\":\"x\",\"replyTo\":\".\"}    | INVALID_MESSAGE_DATA",
                "POST /api/chat/session       | {\"userInfo\":\"alice\"}                             | INVALID_SESSION_DATA",
                "POST /api/chat/session       | {\"userInfo\":{\"name\":{}}}                         | INVALID_SESSION_DATA",
                "POST /api/chat/session       | {\"userInfo\":{\"isGuest\":\"yes\"}}                 | INVALID_SESSION_DATA",
                "POST /api/chat/session       | {\"status\":\"ended_by_admin\"}                      | INVALID_SESSION_DATA",
                "POST /api/chat/session       | {\"priority\":\"HIGH\"}                              | INVALID_SESSION_DATA",
                "POST /api/chat/session       | {\"context\":[]}                                     | INVALID_SESSION_DATA",
                "POST /api/chat/session       | {\"startTime\":1767603600000}                        | INVALID_SESSION_DATA",
                "PUT /api/chat/current        | {\"subject\":[]}                                     | INVALID_SESSION_DATA",
                "POST /api/chat/message       | {\"sessionId\":\"s-1\"}                              | INVALID_MESSAGE_DATA",
                "POST /api/chat/message       | {\"sessionId\":\"s-1\",\"message\":\" \"}            | INVALID_MESSAGE_DATA",
                "POST /api/chat/message       | {\"sessionId\":\"s-1\",\"message\":{\"a\":1}}        | INVALID_MESSAGE_DATA",
                "POST /api/chat/message       | {\"sessionId\":\"s-1\",\"message\":\"a\",\"messageId\":\"m 1\"} | INVALID_MESSAGE_DATA",
                "POST /api/chat/message       | {\"sessionId\":\"s-1\",\"message\":\"a\",\"metadata\":\"x\"}    | INVALID_MESSAGE_DATA",
                "POST /api/chat/message       | {\"sessionId\":\"s-1\",\"message\":\"a\",\"sender\":\"robot\"}  | INVALID_SENDER",
                "POST /api/chat/message       | {\"sessionId\":\"s-1\",\"message\":\"a\",\"attachmentIds\":[\"f-1\"]} | INVALID_MESSAGE_DATA",
                "POST /api/chat/session/end   | {\"sessionId\":\"s-1\",\"status\":\"active\"}        | VALIDATION_ERROR",
                "POST /api/chat/session/end   | {\"sessionId\":\"s-1\",\"endReason\":5}              | VALIDATION_ERROR",
                "POST /api/chat/session/end   | {\"sessionId\":\"s-1\",\"outcome\":\"great\"}        | VALIDATION_ERROR",
                "POST /api/chat/rating        | {\"sessionId\":\"s-1\"}                              | INVALID_RATING",
                "POST /api/chat/rating        | {\"sessionId\":\"s-1\",\"rating\":0}                 | INVALID_RATING",
                "POST /api/chat/rating        | {\"sessionId\":\"s-1\",\"rating\":6}                 | INVALID_RATING",
                "POST /api/chat/rating        | {\"sessionId\":\"s-1\",\"rating\":4.5}               | INVALID_RATING",
                "POST /api/chat/rating        | {\"sessionId\":\"s-1\",\"rating\":\"5\"}             | INVALID_RATING",
                "POST /api/chat/rating        | {\"sessionId\":\"s-1\",\"rating\":true}              | INVALID_RATING",
                "POST /api/chat/rating        | {\"sessionId\":\"s-1\",\"rating\":1e999999}          | INVALID_RATING",
                "POST /api/chat/rating        | {\"sessionId\":\"s-1\",\"rating\":4294967301}        | INVALID_RATING",
                "POST /api/chat/rating        | {\"sessionId\":\"s-1\",\"rating\":5,\"categories\":\"x\"} | INVALID_RATING",
                "POST /api/chat/rating        | {\"sessionId\":\"s-1\",\"rating\":5,\"categories\":[1]}   | INVALID_RATING",
                "POST /api/admin/chat/message | {\"sessionId\":\"s-1\",\"message\":\"a\",\"sender\":\"user\"} | INVALID_SENDER",
                "POST /api/admin/chat/message | {\"sessionId\":\"s-1\",\"message\":\"a\",\"cannedResponse\":\"x\"} | VALIDATION_ERROR",
                "POST /api/admin/chat/canned-responses | {\"responseId\":\"r\",\"shortcut\":\"r\",\"personal\":true} | VALIDATION_ERROR",
                "POST /api/admin/chat/canned-responses | {\"responseId\":\"r\",\"shortcut\":\"r\",\"personal\":true,\"actions\":{}} | VALIDATION_ERROR",
                "POST /api/admin/chat/canned-responses | {\"responseId\":\"r\",\"shortcut\":\"r\",\"personal\":true,\"actions\":\"end\"} | VALIDATION_ERROR",
                "POST /api/admin/chat/canned-responses | {\"responseId\":\"r\",\"shortcut\":\"r\",\"personal\":true,\"actions\":{\"priority\":\"huge\"}} | VALIDATION_ERROR",
                "POST /api/admin/chat/canned-responses | {\"responseId\":\"r\",\"shortcut\":\"r\",\"personal\":true,\"actions\":{\"end\":{\"outcome\":\"great\"}}} | VALIDATION_ERROR",
                "POST /api/admin/chat/session/assign | {\"sessionId\":\"s-1\",\"force\":\"yes\"}    | VALIDATION_ERROR",
                "POST /api/admin/chat/session/assign | {\"sessionId\":\"s-1\",\"agentId\":7}        | VALIDATION_ERROR",
            })
    void a_wrong_field_is_refused_with_the_calls_own_code(String call, String body, String code) {
        Reply reply = send(call, bytes(body));

        assertThat(reply.status() + " " + reply.code()).isEqualTo("400 " + code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=-1",
                "limit=abc",
                "limit=1.5",
                "limit=1e3",
                "limit=%31%00",
                "limit=1&limit=2",
                "limit=%",
                "limit=%zz",
                "limit=%ff",
                "limit= 1",
                "limit=1\u00e4",
                "wait=-1",
                "wait=x",
                "include=all",
                "include=own,",
                "include=OWN",
                "after=%ed%a0%80"
            })
    void an_invalid_query_is_rejected(String query) {
        fixture.get("/api/chat/poll/s-1?" + query)
                .token(fixture.tokens.customer("alice"))
                .expect(400, "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=1000",
                "limit=99999999999999999999",
                "limit=0001",
                "wait=0",
                "include=own,system",
                "include=system,own,own",
                "after=",
                "after=%7Bodd%7D",
                "x=1&y",
                "&&",
                "after=0.0.0.nobody",
                "page=zero&limit=1"
            })
    void a_query_that_can_be_understood_is_accepted(String query) {
        fixture.get("/api/chat/poll/s-1?" + query)
                .token(fixture.tokens.customer("alice"))
                .expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/chat",
                "/api/chat/",
                "/api/chat/session/",
                "/api/chat//session",
                "/api/chat/session/s-1/",
                "/API/chat/session",
                "/api/chat/./session",
                "/api/chat/poll/../session",
                "/api/chat/config;x=1",
                "/api/chat/config/",
                "/api/chat/%63onfig",
                "/api/chat/poll/a/b",
                "/api/chat/poll/",
                "/api/chat/Typing",
                "/api/admin/chat/Poll",
                "/api/admin/chat/notes",
                "//evil.example/api/chat/config",
                "*",
                ""
            })
    void a_path_that_is_spelled_differently_is_not_found(String path) {
        fixture.get(path).token(fixture.tokens.agent("sarah")).expect(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "%2e",
                "%2e%2e",
                "s%2F1",
                "s%201",
                "%",
                "%g1",
                "%ff",
                "s%00",
                "a;b",
                "a+b",
                "\u00e4",
                "<script>"
            })
    void an_invalid_id_in_a_path_names_no_session(String id) {
        fixture.get("/api/chat/poll/" + id)
                .token(fixture.tokens.customer("alice"))
                .expect(404, "SESSION_NOT_FOUND");
    }

    @Test
    void an_id_may_be_percent_encoded() {
        fixture.get("/api/chat/poll/%73-1")
                .token(fixture.tokens.customer("alice"))
                .expect(200);
    }

    @Test
    void an_endless_path_is_not_found() {
        fixture.get("/api/chat/poll/" + "a".repeat(100_000))
                .token(fixture.tokens.customer("alice"))
                .expect(404);
    }

    @Test
    void a_body_beyond_the_limit_is_too_large() {
        send("POST /api/chat/message", new byte[256 * 1024 + 1], 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void a_body_that_is_declared_too_long_is_too_large_before_it_is_read() {
        fixture.call("POST", "/api/chat/message")
                .token(fixture.tokens.customer("alice"))
                .header("Content-Length", "999999999")
                .expect(413, "PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp",
                "application/json; charset=utf-16",
                "application/json; charset=latin1",
                "json",
                ""
            })
    void a_body_of_another_type_is_not_read(String type) {
        fixture.call("POST", "/api/chat/message")
                .token(fixture.tokens.customer("alice"))
                .body(bytes(ChatFixture.message("s-1", "m-1", "hi")))
                .header("Content-Type", type)
                .expect(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "application/json; charset=UTF8"
            })
    void a_body_of_the_right_type_is_read(String type) {
        fixture.call("POST", "/api/chat/message")
                .token(fixture.tokens.customer("alice"))
                .body(bytes(ChatFixture.message("s-1", "m-1", "hi")))
                .header("Content-Type", type)
                .expect(200);
    }

    @Test
    void a_compressed_body_is_rejected() {
        fixture.post("/api/chat/message", ChatFixture.message("s-1", "m-1", "hi"))
                .token(fixture.tokens.customer("alice"))
                .header("Content-Encoding", "gzip")
                .expect(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void unusual_numbers_in_metadata_come_back_as_numbers() {
        String body =
                "{\"sessionId\":\"s-1\",\"message\":\"hi\",\"metadata\":{\"big\":1e999999,\"small\":-1E-999,\"plain\":1.50}}";
        send("POST /api/chat/message", bytes(body), 200, "");

        Reply reply = fixture.get("/api/chat/messages/s-1")
                .token(fixture.tokens.customer("alice"))
                .expect(200);
        assertThat(reply.text()).contains("\"big\":1E+999999");
    }

    @Test
    void markup_in_a_message_is_stored_as_written_and_sent_escaped() {
        String text = "<script>alert('&')</script>\\u2028\\u2029";
        fixture.say("alice", "s-1", "m-1", text);

        Reply reply = fixture.get("/api/chat/messages/s-1")
                .token(fixture.tokens.customer("alice"))
                .expect(200);
        assertThat(reply.text()).doesNotContain("<", ">", "&", "\u2028", "\u2029");
        assertThat(reply.data().at("/messages/0/message").asText())
                .isEqualTo("<script>alert('&')</script>\u2028\u2029");
    }

    private Reply send(String call, byte[] body) {
        String[] parts = call.split(" ", 2);
        String token =
                parts[1].startsWith("/api/admin") ? fixture.tokens.agent("sarah") : fixture.tokens.customer("alice");
        return fixture.call(parts[0], parts[1])
                .token(token)
                .body(body)
                .header("Content-Type", "application/json")
                .send();
    }

    private void send(String call, byte[] body, int status, String code) {
        Reply reply = send(call, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
