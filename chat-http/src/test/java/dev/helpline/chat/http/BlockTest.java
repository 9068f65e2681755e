package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.auth.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocked customers and addresses, over HTTP and WebSocket. */
class BlockTest {
    private static final String BLOCK = "/api/admin/chat/customers/block";
    private static final String UNBLOCK = "/api/admin/chat/customers/unblock";
    private static final String PROXY = "10.0.0.1";

    private final ChatFixture fixture = ChatFixture.with(ChatPolicy.builder(), http -> http.trustedProxy(PROXY));
    private final String carla = fixture.tokens.customer("carla");
    private final String susan = fixture.tokens.agent("susan", Role.SUPERVISOR);

    @BeforeEach
    void start() {
        fixture.start("carla", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_blocked_customer_gets_403_with_a_detail_that_says_so_until_when_and_not_why() {
        fixture.post(BLOCK, "{\"userId\":\"carla\",\"reason\":\"spam\",\"until\":\"2026-01-05T10:00:00Z\"}")
                .token(susan)
                .expect(200);

        for (Call call : List.of(
                fixture.post("/api/chat/message", ChatFixture.message("s-1", "m-1", "hi")),
                fixture.post("/api/chat/session", "{}"),
                fixture.post("/api/chat/typing", "{\"sessionId\":\"s-1\",\"isTyping\":true}"))) {
            Reply reply = call.token(carla).expect(403, "FORBIDDEN");
            assertThat(reply.json().at("/error/details/blocked").asText()).isEqualTo("true");
            assertThat(reply.json().at("/error/details/until").asText()).isEqualTo("2026-01-05T10:00:00.000Z");
            assertThat(reply.text()).doesNotContain("spam", "susan");
        }
        fixture.get("/api/chat/poll/s-1").token(carla).expect(200);
        fixture.get("/api/chat/history").token(carla).expect(200);

        fixture.post(UNBLOCK, "{\"userId\":\"carla\"}").token(susan).expect(200);
        fixture.say("carla", "s-1", "m-1", "hi");
    }

    @Test
    void a_block_of_an_address_looks_behind_trusted_proxies_only() {
        fixture.post(BLOCK, "{\"address\":\"198.51.100.9\"}").token(susan).expect(200);

        write("m-1").from("198.51.100.9").expect(403, "FORBIDDEN");
        write("m-2").from(PROXY).header("X-Forwarded-For", "198.51.100.9").expect(403, "FORBIDDEN");
        write("m-3").from(PROXY).header("X-Forwarded-For", "198.51.100.8").expect(200);
        write("m-4")
                .from("203.0.113.7")
                .header("X-Forwarded-For", "198.51.100.9")
                .expect(200);
    }

    @Test
    void a_block_of_an_ipv6_address_holds_for_its_network() {
        Reply blocked = fixture.post(BLOCK, "{\"address\":\"2001:db8:0:1::7\"}")
                .token(susan)
                .expect(200);

        assertThat(blocked.data().path("address").asText()).isEqualTo("2001:db8:0:1::/64");
        write("m-1").from("2001:db8:0:1:ffff::9").expect(403, "FORBIDDEN");
        write("m-2").from("2001:db8:0:2::7").expect(200);
    }

    @Test
    void a_socket_that_was_open_before_the_block_reads_on_and_sends_nothing() {
        DirectSocket socket = fixture.socket("/api/chat/ws/s-1").token(carla).open();
        socket.inbox.expect("ready");
        socket.inbox.expect("new_message");
        fixture.post(BLOCK, "{\"userId\":\"carla\"}").token(susan).expect(200);

        socket.send("{'type':'message','messageId':'m-1','message':'Hello'}");
        assertThat(socket.inbox.expect("error").path("code").asText()).isEqualTo("FORBIDDEN");
        socket.send("{'type':'typing','isTyping':true}");
        assertThat(socket.inbox.expect("error").path("code").asText()).isEqualTo("FORBIDDEN");
        fixture.answer("susan", "s-1", "m-2", "Goodbye");

        assertThat(socket.inbox.expect("new_message").at("/message/messageId").asText())
                .isNotEqualTo("m-1");
        assertThat(socket.inbox.isClosed()).isFalse();
    }

    @Test
    void supervisors_list_the_blocks_and_what_was_decided() {
        fixture.post(BLOCK, "{\"userId\":\"auth0|eve\",\"reason\":\"spam\"}")
                .token(susan)
                .expect(200);
        fixture.time.advance(Duration.ofSeconds(1));
        fixture.post(BLOCK, "{\"address\":\"198.51.100.9\"}").token(susan).expect(200);
        fixture.post(UNBLOCK, "{\"userId\":\"auth0|eve\"}").token(susan).expect(200);

        Reply blocks =
                fixture.get("/api/admin/chat/customers/blocked").token(susan).expect(200);
        Reply history = fixture.get("/api/admin/chat/customers/block-history?userId=auth0%7Ceve")
                .token(susan)
                .expect(200);

        assertThat(blocks.data().at("/blocks").size()).isEqualTo(1);
        assertThat(blocks.data().at("/blocks/0/address").asText()).isEqualTo("198.51.100.9");
        assertThat(blocks.data().at("/pagination/totalBlocks").asInt()).isEqualTo(1);
        assertThat(history.data().at("/changes/0/reason").asText()).isEqualTo("spam");
        assertThat(history.data().at("/changes/1/blocked").asBoolean(true)).isFalse();
        assertThat(history.data().at("/changes/1/agentId").asText()).isEqualTo("susan");
    }

    @Test
    void agents_who_are_no_supervisors_get_403() {
        String anton = fixture.tokens.agent("anton");

        fixture.post(BLOCK, "{\"userId\":\"carla\"}").token(anton).expect(403, "FORBIDDEN");
        fixture.post(UNBLOCK, "{\"userId\":\"carla\"}").token(anton).expect(403, "FORBIDDEN");
        fixture.get("/api/admin/chat/customers/blocked").token(anton).expect(403, "FORBIDDEN");
        fixture.get("/api/admin/chat/customers/block-history?userId=carla")
                .token(anton)
                .expect(403, "FORBIDDEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"userId\":\"carla\",\"address\":\"198.51.100.9\"}",
                "{\"userId\":\"a b\"}",
                "{\"address\":\"shop.example\"}",
                "{\"address\":\"300.1.1.1\"}",
                "{\"address\":\"2001:db8::/32\"}",
                "{\"userId\":\"carla\",\"until\":\"soon\"}",
                "{\"userId\":\"carla\",\"until\":\"2020-01-01T00:00:00Z\"}",
                "{\"userId\":\"carla\",\"reason\":\"\\u0007\"}"
            })
    void a_request_that_breaks_a_rule_is_refused(String body) {
        fixture.post(BLOCK, body).token(susan).expect(400, "VALIDATION_ERROR");
    }

    private Call write(String id) {
        return fixture.post("/api/chat/message", ChatFixture.message("s-1", id, "hi"))
                .token(carla);
    }
}
