package dev.helpline.chat.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.spi.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dialect rooms as npm's socket.io-client and plain HTTP see it, over each transport, through Jetty. */
class RoomsClientTest extends NodeTest {
    private static final String NAMESPACE = "/chat";

    @ParameterizedTest
    @CsvSource({
        "websocket, polling, true",
        "polling, websocket, false",
        "upgrade, upgrade, false",
    })
    void a_whole_conversation(String customers, String agents, boolean acks) throws Exception {
        String tag = customers + agents;
        String anna = "anna-" + tag;
        String bob = "bob-" + tag;
        String customer = "customer:" + anna;
        String agent = "admin:" + bob;
        open(bob, agent, NAMESPACE, agents, "");
        act(acks, bob, "register", "{\"userId\":\"" + bob + "\"}");

        String room = http(customer, "GET", "/api/chat/room").path("id").asText();
        open(anna, customer, NAMESPACE, customers, "");
        act(acks, anna, "register", "{\"userId\":\"" + anna + "\"}");
        act(acks, anna, "joinRoom", "{\"roomId\":\"" + room + "\"}");
        act(
                acks,
                anna,
                "sendMessage",
                "{\"roomId\":\"" + room + "\",\"senderId\":\"" + anna + "\",\"message\":\"Hello, I need help! 🛒\"}");
        String sent = node.event(anna, "newMessage").path("id").asText();

        JsonNode request = node.event(
                bob, "newChatRequest", data -> data.path("roomId").asText().equals(room));
        assertThat(request.path("userName").asText()).isEqualTo("Customer " + anna);
        assertThat(request.path("message").asText()).isEqualTo("Hello, I need help! 🛒");
        assertThat(http(agent, "GET", "/api/chat/support/rooms").findValuesAsText("id"))
                .contains(room);
        act(acks, bob, "joinRoom", "{\"roomId\":\"" + room + "\"}");
        assertThat(http(agent, "GET", "/api/chat/room/" + room + "/messages")
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo(sent);
        assertThat(http(agent, "POST", "/api/chat/support/room/" + room + "/assign")
                        .path("status")
                        .asText())
                .isEqualTo("open");
        assertThat(node.event(anna, "supportJoined").path("agentName").asText()).isEqualTo("Agent " + bob);

        act(acks, bob, "typing", "{\"roomId\":\"" + room + "\",\"userId\":\"" + bob + "\",\"isTyping\":true}");
        assertThat(node.event(anna, "userTyping").path("userId").asText()).isEqualTo(bob);
        act(
                acks,
                bob,
                "sendMessage",
                "{\"roomId\":\"" + room + "\",\"senderId\":\"" + bob
                        + "\",\"message\":\"Hello! How can I help?\",\"isFromSupport\":true}");
        JsonNode reply = node.event(
                anna, "newMessage", data -> data.path("isFromSupport").asBoolean());
        assertThat(reply.path("roomId").asText()).isEqualTo(room);
        assertThat(http(customer, "GET", "/api/chat/room").path("unreadCount").asInt())
                .isEqualTo(1);
        assertThat(http(customer, "GET", "/api/chat/room/" + room + "/messages"))
                .hasSize(2);
        assertThat(http(customer, "POST", "/api/chat/room/" + room + "/read")
                        .path("unreadCount")
                        .asInt(-1))
                .isZero();
        assertThat(http(agent, "POST", "/api/chat/room/" + room + "/close")
                        .path("status")
                        .asText())
                .isEqualTo("closed");
        node.close(anna);
        node.close(bob);
    }

    @Test
    void a_client_that_loses_its_connection_and_does_not_join_again_shows_what_came_meanwhile() {
        SessionId room = fixture.sessionOf("carl");
        open(
                "carl",
                "customer:carl",
                NAMESPACE,
                "websocket",
                ",\"reconnection\":true,\"reconnectionDelay\":10,\"reconnectionDelayMax\":50");
        node.call("carl", "joinRoom", "{\"roomId\":\"" + room + "\"}");

        node.cut("carl");
        fixture.agent("bob").send(SendMessage.of(room, "while you were away"));

        node.event("carl", "newMessage", data -> data.path("message").asText().equals("while you were away"));
        fixture.agent("bob").send(SendMessage.of(room, "and now"));
        node.event("carl", "newMessage", data -> data.path("message").asText().equals("and now"));
        node.close("carl");
    }

    @Test
    void a_client_without_a_valid_token_is_told_why_it_gets_no_socket() {
        node.open("forged", server.port(), NAMESPACE, "{\"auth\":{\"token\":\"forged\"}}");

        assertThat(node.event("forged", "#refused").path("code").asText()).isEqualTo("AUTHENTICATION_REQUIRED");
    }
}
