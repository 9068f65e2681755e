package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.RichContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages show besides their text: known types are checked strictly, unknown ones for their shape. */
class RichContentTest {
    private static final String CARD =
            "{\"title\":\"Your order\",\"text\":\"Two\\nlines\",\"url\":\"HTTPS://shop.example/o/1\","
                    + "\"image\":{\"url\":\"https://shop.example/1.png\",\"alt\":\"A book\"},"
                    + "\"buttons\":[{\"id\":\"track\",\"label\":\"Track it\"},{\"id\":\"call\",\"label\":\"\u05d0\u05d1\",\"url\":\"tel:+431234\"}]}";

    private final ChatFixture fixture = ChatFixture.strict();

    @BeforeEach
    void startASession() {
        fixture.start("alice", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_card_comes_back_as_it_was_sent_beside_the_text() {
        send("card", CARD).expect(200);

        JsonNode message = read();
        assertThat(message.path("message").asText()).isEqualTo("the text");
        assertThat(message.path("type").asText()).isEqualTo("text");
        assertThat(message.at("/content/type").asText()).isEqualTo("card");
        assertThat(message.at("/content/version").asInt()).isEqualTo(1);
        assertThat(message.at("/content/data/buttons/0/id").asText()).isEqualTo("track");
        assertThat(message.at("/content/data/text").asText()).isEqualTo("Two\nlines");
    }

    @Test
    void a_customer_may_not_send_content() {
        fixture.post("/api/chat/message", body("card", CARD))
                .token(fixture.tokens.customer("alice"))
                .expect(403, "FORBIDDEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " javascript:alert(1)",
                "java\\tscript:alert(1)",
                "java\\nscript:alert(1)",
                "\\u0001javascript:alert(1)",
                "https://shop.example/\\u202egnp.exe",
                "data:text/html,<script>alert(1)</script>",
                "vbscript:x",
                "file:///etc/passwd",
                "blob:https://shop.example/1",
                "//shop.example",
                "/relative",
                "https:shop.example",
                "https:/shop.example",
                "https://",
                "https://user:pw@shop.example",
                "https://shop.example\\\\@evil.example",
                "https://sh\u00f6p.example",
                "mailto:",
                "tel:",
                ""
            })
    void an_address_that_may_run_code_or_looks_like_another_is_rejected(String url) {
        send("link", "{\"url\":\"" + url + "\"}").expect(400, "INVALID_MESSAGE_DATA");
        send("image", "{\"alt\":\"x\",\"url\":\"" + url + "\"}").expect(400, "INVALID_MESSAGE_DATA");
        send("card", "{\"title\":\"x\",\"url\":\"" + url + "\"}").expect(400, "INVALID_MESSAGE_DATA");
        send("buttons", "{\"buttons\":[{\"id\":\"a\",\"label\":\"x\",\"url\":\"" + url + "\"}]}")
                .expect(400, "INVALID_MESSAGE_DATA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://shop.example", "http://127.0.0.1:8080/a?b=c#d", "mailto:a@b.example", "TEL:+431234"})
    void other_addresses_are_accepted(String url) {
        send("link", "{\"url\":\"" + url + "\",\"title\":\"Look\"}").expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "card|{}",
                "card|{\"title\":\" \"}",
                "card|{\"title\":5}",
                "card|{\"title\":\"two\\nlines\"}",
                "card|{\"title\":\"\u202egnp\"}",
                "card|{\"title\":\"x\",\"onclick\":\"alert(1)\"}",
                "card|{\"title\":\"x\",\"image\":\"https://shop.example/1.png\"}",
                "card|{\"title\":\"x\",\"image\":{\"url\":\"https://shop.example/1.png\"}}",
                "card|{\"title\":\"x\",\"buttons\":{}}",
                "buttons|{\"buttons\":[]}",
                "buttons|{\"buttons\":[null]}",
                "buttons|{\"buttons\":[{\"id\":\"a b\",\"label\":\"x\"}]}",
                "buttons|{\"buttons\":[{\"id\":\"a\"}]}",
                "link|{\"title\":\"x\"}",
                "image|{\"url\":\"https://shop.example/1.png\"}",
                "Card|{\"title\":\"x\"}",
                "a b|{}",
                "host.map|[]",
                "host.map|null",
                "host.map|{\"a\":1e400}",
                "host.map|{\"a\":\"\\u0000\"}",
                "host.map|{\"a\":\"\\ud800\"}",
                "host.map|{\"a\":1,\"a\":2}",
                "host.map|{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}"
            })
    void content_that_breaks_a_rule_is_rejected(String content) {
        int bar = content.indexOf('|');

        Reply reply =
                send(content.substring(0, bar), content.substring(bar + 1)).send();

        assertThat(reply.status()).as(reply.text()).isIn(400, 408);
        assertThat(fixture.engine
                        .agent(Principal.agent("sarah", Role.AGENT, null, null))
                        .session(new SessionId("s-1"))
                        .session()
                        .log()
                        .messageCount())
                .isZero();
    }

    @Test
    void content_of_a_type_or_version_that_the_server_does_not_know_is_passed_on() {
        send("host.map", "{\"lat\":48.2,\"deep\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":[[1]]}}}}}}")
                .expect(200);

        assertThat(read().at("/content/data/lat").asDouble()).isEqualTo(48.2);
        fixture.post(
                        "/api/admin/chat/message",
                        "{\"sessionId\":\"s-1\",\"message\":\"x\",\"content\":{\"type\":\"card\",\"version\":2,\"data\":{\"new\":1}}}")
                .token(fixture.tokens.agent("sarah"))
                .expect(200);
    }

    @Test
    void content_is_at_most_8192_characters_long() {
        send("host.text", "{\"a\":\"" + "x".repeat(8184) + "\"}").expect(200);
        send("host.text", "{\"a\":\"" + "x".repeat(8185) + "\"}").expect(400, "INVALID_MESSAGE_DATA");
    }

    @Test
    void what_the_host_stores_reaches_clients_only_if_it_is_a_json_object() {
        fixture.engine
                .agent(Principal.agent("sarah", Role.AGENT, null, null))
                .send(SendMessage.builder(new SessionId("s-1"), "the text")
                        .content(new RichContent("card", 1, "<script>"))
                        .build());

        assertThat(read().path("message").asText()).isEqualTo("the text");
        assertThat(read().has("content")).isFalse();
    }

    @Test
    void content_comes_over_a_socket_and_is_checked_there_too() {
        DirectSocket customer = fixture.socket("/api/chat/ws/s-1")
                .token(fixture.tokens.customer("alice"))
                .open();
        DirectSocket agent = fixture.socket("/api/chat/ws/s-1")
                .token(fixture.tokens.agent("sarah"))
                .open();
        agent.inbox.skipTo("new_message");
        String frame =
                "{'type':'message','messageId':'m-1','message':'the text','content':{'type':'link','data':{'url':'%s'}}}";

        agent.send(frame.formatted("javascript:alert(1)"));
        assertThat(agent.inbox.skipTo("error").path("code").asText()).isEqualTo("INVALID_MESSAGE_DATA");
        customer.send(frame.formatted("https://shop.example"));
        assertThat(customer.inbox.skipTo("error").path("code").asText()).isEqualTo("FORBIDDEN");
        send("link", "{\"url\":\"https://shop.example\"}").expect(200);

        JsonNode message = customer.inbox.skipTo("new_message");
        while (message.at("/message/content").isMissingNode()) {
            message = customer.inbox.skipTo("new_message");
        }
        assertThat(message.at("/message/content/data/url").asText()).isEqualTo("https://shop.example");
    }

    private Call send(String type, String data) {
        return fixture.post("/api/admin/chat/message", body(type, data)).token(fixture.tokens.agent("sarah"));
    }

    private static String body(String type, String data) {
        return "{\"sessionId\":\"s-1\",\"message\":\"the text\",\"content\":{\"type\":\"" + type + "\",\"data\":" + data
                + "}}";
    }

    private JsonNode read() {
        JsonNode messages = fixture.get("/api/chat/messages/s-1")
                .token(fixture.tokens.customer("alice"))
                .expect(200)
                .data()
                .path("messages");
        for (JsonNode message : messages) {
            if (message.path("sender").asText().equals("admin")) {
                return message;
            }
        }
        throw new AssertionError(messages.toString());
    }
}
