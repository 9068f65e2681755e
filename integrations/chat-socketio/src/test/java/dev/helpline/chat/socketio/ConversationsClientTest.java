package dev.helpline.chat.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.spi.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dialect conversations as npm's socket.io-client and plain HTTP see it, over each transport, through Jetty; and all dialects at once. */
class ConversationsClientTest extends NodeTest {
    private static final String CONVERSATIONS = "/api/chat/conversations";
    private static final String ADMIN = "/api/chat/admin/conversations";

    @ParameterizedTest
    @CsvSource({"websocket, polling, true", "polling, websocket, false", "upgrade, upgrade, false"})
    void a_whole_conversation(String users, String admins, boolean acks) throws Exception {
        String anna = "anna-" + users;
        String ada = "ada-" + users;
        String user = "customer:" + anna;
        String admin = "admin:" + ada;
        open(ada, admin, "/", admins, "");
        JsonNode started = http(
                        user,
                        "POST",
                        CONVERSATIONS,
                        "{\"username\":\"" + anna + "\",\"subject\":\"App Login Issue\",\"priority\":\"high\","
                                + "\"message\":\"I can't log in 🙈\"}")
                .path("conversation");
        long id = started.path("id").asLong();
        String of = "{\"conversationId\":" + id;
        JsonNode heard = node.event(
                ada, "new-user-message", data -> data.path("conversationId").asLong() == id);
        assertThat(heard.path("message").path("message").asText()).isEqualTo("I can't log in 🙈");
        assertThat(http(admin, "GET", ADMIN + "?status=open&search=login&assigned=false")
                        .path("conversations")
                        .findValuesAsText("id"))
                .contains(Long.toString(id));

        open(anna, user, "/", users, "");
        act(acks, anna, "join-chat", of + ",\"userType\":\"user\",\"userId\":\"" + anna + "\"}");
        act(acks, ada, "join-chat", of + ",\"userType\":\"admin\",\"userId\":\"" + ada + "\"}");
        act(acks, anna, "typing-start", of + "}");
        assertThat(node.event(ada, "user-typing").path("isTyping").asBoolean()).isTrue();
        act(acks, anna, "typing-stop", of + "}");
        node.event(ada, "user-typing", data -> !data.path("isTyping").asBoolean());
        act(
                acks,
                ada,
                "send-chat-message",
                of + ",\"message\":\"Which error do you see?\",\"senderType\":\"admin\",\"senderId\":\"" + ada + "\"}");
        JsonNode told = node.event(anna, "new-chat-message");
        assertThat(told.path("message").path("sender_type").asText()).isEqualTo("admin");
        act(acks, anna, "mark-messages-read", of + "}");
        node.event(ada, "messages-read", data -> data.path("readBy").asText().equals("user"));
        http(user, "POST", CONVERSATIONS + "/" + id + "/messages", "{\"message\":\"Error 17\"}");
        node.event(
                ada,
                "new-chat-message",
                data -> data.path("message").path("message").asText().equals("Error 17"));
        act(acks, ada, "leave-chat", of + "}");
        http(admin, "PATCH", ADMIN + "/" + id + "/status", "{\"status\":\"closed\"}");
        node.emit(anna, "send-chat-message", of + ",\"message\":\"too late\"}");
        assertThat(node.event(anna, "chat-error").path("code").asText()).isEqualTo("SESSION_NOT_OPEN");
        node.close(anna);
        node.close(ada);
    }

    @Test
    void one_conversation_has_the_same_log_in_all_dialects_at_once() throws Exception {
        String room = http("customer:dora", "GET", "/api/chat/room").path("id").asText();
        open("rooms", "customer:dora", "/chat", "websocket", "");
        open("sessions", "agent:bob", "/", "polling", "");
        open("conversations", "admin:ada", "/", "upgrade", "");
        node.call("rooms", "joinRoom", "{\"roomId\":\"" + room + "\"}");
        node.call("sessions", "join_session", "{\"session_id\":\"" + room + "\"}");
        node.call("conversations", "join-chat", "{\"conversationId\":\"" + room + "\"}");

        node.call("rooms", "sendMessage", "{\"roomId\":\"" + room + "\",\"message\":\"one\"}");
        node.call("sessions", "accept_chat", "{\"session_id\":\"" + room + "\"}");
        node.call("sessions", "send_message", "{\"session_id\":\"" + room + "\",\"content\":\"two\"}");
        node.call("conversations", "send-chat-message", "{\"conversationId\":\"" + room + "\",\"message\":\"three\"}");

        node.event("rooms", "newMessage", data -> data.path("message").asText().equals("three"));
        node.event(
                "sessions",
                "new_message",
                data -> data.path("message").path("content").asText().equals("three"));
        node.event(
                "conversations",
                "new-chat-message",
                data -> data.path("message").path("message").asText().equals("three"));
        assertThat(node.events("rooms", "newMessage").stream()
                        .map(data -> data.path("message").asText()))
                .containsExactly("one", "two", "three");
        assertThat(node.events("sessions", "new_message").stream()
                        .map(data -> data.path("message").path("content").asText()))
                .containsExactly("one", "two", "three");
        assertThat(node.events("conversations", "new-chat-message").stream()
                        .map(data -> data.path("message").path("message").asText()))
                .containsExactly("one", "two", "three");
        assertThat(http("customer:dora", "GET", "/api/chat/room/" + room + "/messages")
                        .findValuesAsText("id"))
                .isEqualTo(http("agent:bob", "GET", "/api/v1/chat/sessions/" + room + "/messages")
                        .path("data")
                        .findValuesAsText("id"))
                .isEqualTo(http("admin:ada", "GET", CONVERSATIONS + "/" + room + "/messages")
                        .path("messages")
                        .findValuesAsText("id"));
        assertThat(node.event("rooms", "supportJoined").path("agentName").asText())
                .isEqualTo("Agent bob");
        assertThat(fixture.customer("dora")
                        .session(new SessionId(room))
                        .session()
                        .log()
                        .messageCount())
                .isEqualTo(3);
        node.close("rooms");
        node.close("sessions");
        node.close("conversations");
    }
}
