package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts that a browser would run as a program if a page took them for markup. The chat is not a page: it stores each text as it was written,
 * and returns it as a JSON string that no browser takes for anything else.
 */
class ScriptInTextsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The ways out of the place in a page into which a text is put: element, attribute, script, comment and style. */
    private static final List<String> PLACES =
            List.of("%s", "\">%s", "'-alert(7)-'%s", "</script>%s", "--><!--%s", "</style>%s", "${%s}", "{{%s}}");

    private static final List<String> PROGRAMS = List.of(
            "<script>alert(7)</script>",
            "<ScRiPt src=//203.0.113.9/x></sCrIpT>",
            "<img src=x onerror=alert(7)>",
            "<svg/onload=alert(7)>",
            "<svg><animate onbegin=alert(7) attributeName=x>",
            "<details open ontoggle=alert(7)>",
            "<iframe srcdoc='&lt;script>alert(7)&lt;/script>'>",
            "<a href=\"javascript:alert(7)\">here</a>",
            "<a href=\"java\tscript:alert(7)\">here</a>",
            "<form action=javascript:alert(7)><button>go</button>",
            "<meta http-equiv=refresh content='0;url=data:text/html,alert'>",
            "<math><mi xlink:href=\"data:x,alert(7)\">",
            "&lt;script&gt;alert(7)&lt;/script&gt;");

    private final ChatFixture fixture = ChatFixture.strict();
    private final String carla = fixture.tokens.customer("carla");
    private final String anton = fixture.tokens.agent("anton");

    @AfterEach
    void close() {
        fixture.close();
    }

    static Stream<String> payloads() {
        return PROGRAMS.stream().flatMap(program -> PLACES.stream().map(place -> place.formatted(program)));
    }

    @Test
    void there_are_more_than_a_hundred() {
        assertThat(payloads().distinct().count()).isGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void every_text_of_a_conversation_comes_back_as_it_was_written(String payload) {
        post(
                "/api/chat/session",
                carla,
                json("sessionId", "s-1")
                        .put("subject", payload)
                        .put("category", shortened(payload))
                        .<ObjectNode>set("context", json("note", payload))
                        .put("initialMessage", payload));
        post(
                "/api/chat/message",
                carla,
                json("sessionId", "s-1")
                        .put("messageId", "m-1")
                        .put("message", payload)
                        .<ObjectNode>set("metadata", json("note", payload)));
        post(
                "/api/admin/chat/message",
                anton,
                json("sessionId", "s-1")
                        .put("messageId", "m-2")
                        .put("message", payload)
                        .put("replyTo", "m-1"));

        JsonNode messages =
                read("/api/chat/messages/s-1?include=own,system", carla).path("messages");
        assertThat(messages.findValuesAsText("message")).contains(payload).doesNotContain("");
        assertThat(messages.findValues("metadata")).contains(json("note", payload));
        assertThat(messages.findValues("quote"))
                .extracting(quote -> quote.path("message").asText())
                .contains(payload);
        JsonNode detail = read("/api/admin/chat/session/s-1", anton);
        assertThat(detail.findValuesAsText("subject")).contains(payload);
        assertThat(detail.findValuesAsText("category")).contains(shortened(payload));
        assertThat(detail.findValues("context")).contains(json("note", payload));
        assertThat(read("/api/admin/chat/active-sessions?q=" + URLEncoder.encode(payload, UTF_8), anton)
                        .findValuesAsText("subject"))
                .containsExactly(payload);

        post("/api/chat/session/end", carla, json("sessionId", "s-1").put("endReason", payload));
        ObjectNode rating = json("sessionId", "s-1").put("rating", 5).put("feedback", payload);
        rating.putArray("categories").add(shortened(payload));
        JsonNode rated = post("/api/chat/rating", carla, rating);
        assertThat(rated.path("feedback").asText()).isEqualTo(payload);
        assertThat(read("/api/chat/history", carla).findValuesAsText("feedback"))
                .containsExactly(payload);
        assertThat(read("/api/chat/poll/s-1", carla).findValuesAsText("endReason"))
                .contains(payload);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void a_refusal_never_turns_what_was_sent_into_markup(String payload) {
        String encoded = URLEncoder.encode(payload, UTF_8).replace("+", "%20");
        List<Reply> refusals = new ArrayList<>();
        refusals.add(fixture.get("/api/chat/poll/" + encoded).token(carla).send());
        refusals.add(fixture.get("/api/chat/" + encoded).token(carla).send());
        refusals.add(
                fixture.get("/api/chat/history?page=" + encoded).token(carla).send());
        refusals.add(fixture.post(
                        "/api/chat/session",
                        json("sessionId", payload).put("priority", payload).toString())
                .token(carla)
                .send());
        refusals.add(fixture.post("/api/chat/message", payload).token(carla).send());
        refusals.add(fixture.get("/api/chat/history").token(payload).send());

        assertThat(refusals).allSatisfy(refusal -> {
            assertThat(refusal.status()).as(refusal.text()).isBetween(400, 499);
            assertIsJsonAlone(refusal);
        });
    }

    private JsonNode read(String path, String token) {
        return checked(fixture.get(path).token(token).expect(200));
    }

    private JsonNode post(String path, String token, ObjectNode body) {
        return checked(fixture.post(path, body.toString()).token(token).expect(200));
    }

    private static JsonNode checked(Reply reply) {
        assertIsJsonAlone(reply);
        return reply.data();
    }

    private static void assertIsJsonAlone(Reply reply) {
        assertThat(reply.json().isObject()).isTrue();
        assertThat(header(reply, "Content-Type")).startsWith("application/json");
        assertThat(header(reply, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private static String header(Reply reply, String name) {
        return reply.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue())
                .findFirst()
                .orElse("none");
    }

    /** As much of the payload as a word of the host's choice may have. */
    private static String shortened(String payload) {
        String word = payload.replace("\t", "");
        return word.length() <= 64 ? word : word.substring(0, 64);
    }

    private static ObjectNode json(String name, String value) {
        return MAPPER.createObjectNode().put(name, value);
    }
}
