package dev.helpline.chat.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The socket events of the dialect conversations, without a network and in scripted time. */
class ConversationsEventsTest {
    private final GatewayFixture fixture = GatewayFixture.inScriptedTime();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** A conversation whose id is a number. */
    private SessionId conversationOf(String customer) {
        SessionId id = new SessionId("17" + customer.length());
        return fixture.customer(customer)
                .start(StartSession.withId(id))
                .session()
                .id();
    }

    private static String of(SessionId id) {
        return "{\"conversationId\":" + id + "}";
    }

    private static String message(SessionId id, String text) {
        return "{\"conversationId\":" + id + ",\"message\":\"" + text + "\"}";
    }

    /** Lets pass what the engine waits before it tells agents what changed. */
    private void settle() {
        fixture.time.advance(Duration.ofSeconds(1));
    }

    @Test
    void a_message_goes_to_all_in_the_room() {
        SessionId id = conversationOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        DirectClient ada = fixture.client("admin:ada");
        JsonNode joined =
                anna.call("join-chat", "{\"conversationId\":" + id + ",\"userType\":\"user\",\"userId\":\"anna\"}");
        ada.call("join-chat", "{\"conversationId\":\"" + id + "\",\"userType\":\"admin\"}");

        JsonNode sent = anna.call(
                "send-chat-message",
                "{\"conversationId\":" + id + ",\"message\":\"Hello\",\"senderType\":\"user\",\"senderId\":\"anna\"}");

        assertThat(joined.path("conversation").path("id").asLong()).isEqualTo(174);
        assertThat(sent.path("id").isIntegralNumber()).isTrue();
        JsonNode told = ada.event("new-chat-message");
        assertThat(told.path("conversationId").asLong()).isEqualTo(174);
        assertThat(told.path("message").path("id")).isEqualTo(sent.path("id"));
        assertThat(told.path("message").path("message").asText()).isEqualTo("Hello");
        assertThat(told.path("message").path("sender_type").asText()).isEqualTo("user");
        assertThat(anna.event("new-chat-message")).isEqualTo(told);
        ada.call("leave-chat", of(id));
        anna.call("send-chat-message", message(id, "Are you there?"));
        assertThat(ada.events("new-chat-message")).hasSize(1);
    }

    @Test
    void agents_hear_each_message_of_customers_joined_or_not_and_customers_do_not() {
        DirectClient ada = fixture.client("admin:ada");
        DirectClient ben = fixture.client("admin:ben");
        DirectClient eve = fixture.client("customer:eve");
        settle();
        SessionId id = fixture.customer("anna")
                .start(StartSession.builder()
                        .id(new SessionId("174"))
                        .initialMessage("one")
                        .build())
                .session()
                .id();
        settle();
        ada.call("join-chat", of(id));
        fixture.customer("anna").send(SendMessage.of(id, "two"));
        fixture.agent("ben").send(SendMessage.of(id, "of an agent"));
        fixture.customer("anna").send(SendMessage.of(id, "three"));
        fixture.customer("anna").send(SendMessage.of(id, "four"));
        settle();
        fixture.customer("anna").send(SendMessage.of(id, "five"));
        settle();

        for (DirectClient agent : new DirectClient[] {ada, ben}) {
            assertThat(agent.events("new-user-message").stream()
                            .map(data -> data.path("message").path("message").asText()))
                    .containsExactly("one", "two", "three", "four", "five");
        }
        assertThat(ben.event("new-user-message").path("conversationId").asLong())
                .isEqualTo(174);
        assertThat(eve.events("new-user-message")).isEmpty();
    }

    @Test
    void typing_tells_the_side_and_ends_by_itself() {
        SessionId id = conversationOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        DirectClient ada = fixture.client("admin:ada");
        anna.call("join-chat", of(id));
        ada.call("join-chat", of(id));

        anna.call("typing-start", of(id));
        JsonNode typing = ada.event("user-typing");
        assertThat(typing.path("conversationId").asLong()).isEqualTo(174);
        assertThat(typing.path("userType").asText()).isEqualTo("user");
        assertThat(typing.path("userId").asText()).isEqualTo("anna");
        assertThat(typing.path("isTyping").asBoolean()).isTrue();
        anna.call("typing-stop", of(id));
        assertThat(ada.event("user-typing").path("isTyping").asBoolean(true)).isFalse();
        anna.call("typing-start", of(id));
        fixture.time.advance(Duration.ofSeconds(11));
        assertThat(ada.events("user-typing")).hasSize(4);
        assertThat(ada.event("user-typing").path("isTyping").asBoolean(true)).isFalse();
        assertThat(anna.events("user-typing")).isEmpty();
    }

    @Test
    void reading_is_told_with_the_side_and_the_messages() {
        SessionId id = conversationOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        DirectClient ada = fixture.client("admin:ada");
        anna.call("join-chat", of(id));
        ada.call("join-chat", of(id));
        long message =
                anna.call("send-chat-message", message(id, "Hello")).path("id").asLong();

        ada.call("mark-messages-read", "{\"conversationId\":" + id + ",\"messageIds\":[" + message + "]}");

        JsonNode read = anna.event("messages-read");
        assertThat(read.path("readBy").asText()).isEqualTo("admin");
        assertThat(read.path("messageIds").path(0).asLong()).isEqualTo(message);
        assertThat(anna.call("mark-messages-read", of(id)).path("success").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                       INVALID_MESSAGE",
        "visit my CASINO now,      CONTENT_REJECTED",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, CONTENT_REJECTED"
    })
    void a_message_that_a_rule_or_a_filter_refuses_is_a_chat_error_with_a_code(String text, String code) {
        SessionId id = conversationOf("anna");
        DirectClient anna = fixture.client("customer:anna");

        anna.emit("send-chat-message", message(id, text));

        JsonNode error = anna.event("chat-error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("event").asText()).isEqualTo("send-chat-message");
        assertThat(error.path("message").asText()).isNotEmpty();
        assertThat(fixture.customer("anna").session(id).session().log().messageCount())
                .isZero();
    }

    @Test
    void one_to_five_thousand_characters_are_taken_and_tags_as_they_are() {
        SessionId id = conversationOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        anna.call("join-chat", of(id));

        assertThat(anna.call("send-chat-message", message(id, "ab".repeat(2500)))
                        .path("success")
                        .asBoolean())
                .isTrue();
        assertThat(anna.call("send-chat-message", message(id, "ab".repeat(2500) + "c"))
                        .path("code")
                        .asText())
                .isEqualTo("INVALID_MESSAGE");
        anna.call("send-chat-message", message(id, "<b>a < b</b>"));
        assertThat(anna.event("new-chat-message")
                        .path("message")
                        .path("message")
                        .asText())
                .isEqualTo("<b>a < b</b>");
    }

    @Test
    void thirty_messages_a_minute_and_twenty_typing_events_in_ten_seconds_are_the_limits() {
        SessionId id = conversationOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        for (int i = 0; i < 30; i++) {
            assertThat(anna.call("send-chat-message", message(id, "m" + i))
                            .path("success")
                            .asBoolean())
                    .isTrue();
        }
        for (int i = 0; i < 20; i++) {
            assertThat(anna.call("typing-start", of(id)).path("success").asBoolean())
                    .isTrue();
        }

        anna.emit("send-chat-message", message(id, "one more"));
        assertThat(anna.event("chat-error").path("code").asText()).isEqualTo("RATE_LIMITED");
        assertThat(anna.call("typing-start", of(id)).path("code").asText()).isEqualTo("RATE_LIMITED");
    }

    @Test
    void a_client_that_declares_another_sender_is_refused() {
        SessionId id = conversationOf("anna");
        DirectClient anna = fixture.client("customer:anna");

        for (String declared : new String[] {
            "\"userId\":\"carl\"",
            "\"userId\":7",
            "\"userType\":\"admin\"",
            "\"senderId\":7",
            "\"senderType\":\"admin\""
        }) {
            assertThat(anna.call(
                                    "send-chat-message",
                                    "{\"conversationId\":" + id + ",\"message\":\"x\"," + declared + "}")
                            .path("code")
                            .asText())
                    .as(declared)
                    .isEqualTo("FORBIDDEN");
        }
    }

    @Test
    void a_foreign_conversation_is_one_that_does_not_exist() {
        SessionId id = conversationOf("anna");
        DirectClient eve = fixture.client("customer:eve");

        for (String event : new String[] {"join-chat", "typing-start", "mark-messages-read"}) {
            JsonNode foreign = eve.call(event, of(id));
            assertThat(foreign).as(event).isEqualTo(eve.call(event, "{\"conversationId\":99}"));
            assertThat(foreign.path("code").asText()).as(event).isEqualTo("SESSION_NOT_FOUND");
        }
        assertThat(eve.call("join-chat", "{\"conversationId\":1.5}")
                        .path("code")
                        .asText())
                .isEqualTo("VALIDATION_ERROR");
    }

    @Test
    void the_end_of_a_token_is_a_chat_error_too() {
        fixture.tokensValidFor = Duration.ofSeconds(10);
        DirectClient anna = fixture.client("customer:anna");

        fixture.time.advance(Duration.ofSeconds(11));

        assertThat(anna.event("chat-error").path("code").asText()).isEqualTo("AUTHENTICATION_REQUIRED");
        assertThat(anna.isClosed()).isTrue();
    }
}
