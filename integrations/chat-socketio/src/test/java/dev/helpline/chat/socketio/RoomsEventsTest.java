package dev.helpline.chat.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.core.routing.RoutingStrategies;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The socket events of the dialect rooms, without a network and in scripted time. */
class RoomsEventsTest {
    private GatewayFixture fixture = GatewayFixture.inScriptedTime();

    @AfterEach
    void close() {
        fixture.close();
    }

    private DirectClient client(String token) {
        return fixture.client(token, "/chat");
    }

    private static String of(SessionId room) {
        return "{\"roomId\":\"" + room + "\"}";
    }

    private static String message(SessionId room, String text, String more) {
        return "{\"roomId\":\"" + room + "\",\"message\":\"" + text + "\"" + more + "}";
    }

    private static String typing(SessionId room, boolean isTyping) {
        return "{\"roomId\":\"" + room + "\",\"isTyping\":" + isTyping + "}";
    }

    /** Lets pass what the engine waits before it tells agents what changed. */
    private void settle() {
        fixture.time.advance(Duration.ofSeconds(1));
    }

    @Test
    void a_message_goes_to_all_who_joined_and_names_its_room() {
        SessionId room = fixture.sessionOf("anna");
        DirectClient anna = client("customer:anna");
        DirectClient bob = client("agent:bob");
        assertThat(anna.call("register", "{\"userId\":\"anna\"}")
                        .path("success")
                        .asBoolean())
                .isTrue();
        anna.call("joinRoom", of(room));
        bob.call("joinRoom", of(room));

        JsonNode sent = anna.call("sendMessage", message(room, "Hello, I need help!", ",\"senderId\":\"anna\""));

        JsonNode told = bob.event("newMessage");
        assertThat(told.path("id")).isEqualTo(sent.path("id"));
        assertThat(told.path("roomId").asText()).isEqualTo(room.value());
        assertThat(told.path("message").asText()).isEqualTo("Hello, I need help!");
        assertThat(told.path("senderId").asText()).isEqualTo("anna");
        assertThat(told.path("isFromSupport").asBoolean(true)).isFalse();
        assertThat(told.path("createdAt").asText()).isEqualTo("2026-01-05T10:00:00.000Z");
        assertThat(anna.event("newMessage")).isEqualTo(told);
        bob.call("sendMessage", message(room, "Hello", ",\"senderId\":\"bob\",\"isFromSupport\":true"));
        assertThat(anna.event("newMessage").path("isFromSupport").asBoolean()).isTrue();
    }

    @Test
    void a_client_that_joins_gets_the_room_and_its_messages_in_the_acknowledgement() {
        SessionId room = fixture.sessionOf("anna");
        String first =
                fixture.customer("anna").send(SendMessage.of(room, "one")).id().value();
        fixture.customer("anna").send(SendMessage.of(room, "two"));
        DirectClient anna = client("customer:anna");

        JsonNode joined = anna.call("joinRoom", of(room));

        assertThat(joined.path("room").path("status").asText()).isEqualTo("waiting");
        assertThat(joined.path("messages").findValuesAsText("message")).containsExactly("one", "two");
        assertThat(anna.events("newMessage")).isEmpty();
        DirectClient later = client("customer:anna");
        later.call("joinRoom", "{\"roomId\":\"" + room + "\",\"after\":\"" + first + "\"}");
        assertThat(later.event("newMessage").path("message").asText()).isEqualTo("two");
        assertThat(later.events("newMessage")).hasSize(1);
    }

    @Test
    void the_customer_is_told_who_joins_when_the_room_is_assigned_and_not_when_it_is_opened() {
        SessionId room = fixture.sessionOf("anna");
        DirectClient anna = client("customer:anna");
        anna.call("joinRoom", of(room));
        client("agent:bob").call("joinRoom", of(room));
        assertThat(anna.events("supportJoined")).isEmpty();

        fixture.agent("bob").claim(room);

        JsonNode joined = anna.event("supportJoined");
        assertThat(joined.path("agentName").asText()).isEqualTo("Agent bob");
        assertThat(joined.path("message").asText()).isEqualTo("Agent bob has joined the chat");
        assertThat(joined.path("roomId").asText()).isEqualTo(room.value());
    }

    @Test
    void typing_is_told_to_the_others_and_ends_by_itself() {
        SessionId room = fixture.sessionOf("anna");
        DirectClient anna = client("customer:anna");
        DirectClient bob = client("agent:bob");
        anna.call("joinRoom", of(room));
        bob.call("joinRoom", of(room));

        anna.call("typing", typing(room, true));
        assertThat(bob.event("userTyping").path("userId").asText()).isEqualTo("anna");
        assertThat(bob.event("userTyping").path("isTyping").asBoolean()).isTrue();
        anna.call("typing", typing(room, false));
        assertThat(bob.event("userTyping").path("isTyping").asBoolean(true)).isFalse();
        anna.call("typing", typing(room, true));
        assertThat(bob.events("userTyping")).hasSize(3);
        fixture.time.advance(Duration.ofSeconds(11));

        assertThat(bob.events("userTyping")).hasSize(4);
        assertThat(bob.event("userTyping").path("isTyping").asBoolean(true)).isFalse();
        assertThat(anna.events("userTyping")).isEmpty();
    }

    @Test
    void agents_hear_of_a_customer_who_has_written_once_and_customers_do_not() {
        DirectClient bob = client("agent:bob");
        DirectClient eve = client("customer:eve");
        settle();

        SessionId room = fixture.sessionOf("anna");
        settle();
        assertThat(bob.events("newChatRequest")).isEmpty();
        fixture.customer("anna").send(SendMessage.of(room, "Hello"));
        settle();
        fixture.customer("anna").send(SendMessage.of(room, "Anyone?"));
        settle();

        JsonNode request = bob.event("newChatRequest");
        assertThat(request.path("roomId").asText()).isEqualTo(room.value());
        assertThat(request.path("userName").asText()).isEqualTo("Customer anna");
        assertThat(request.path("message").asText()).isEqualTo("Hello");
        assertThat(bob.events("newChatRequest")).hasSize(1);
        assertThat(eve.events("newChatRequest")).isEmpty();
    }

    @Test
    void a_room_that_goes_back_to_the_queue_is_a_request_again() {
        DirectClient bob = client("agent:bob");
        settle();
        SessionId room = fixture.sessionOf("anna");
        fixture.customer("anna").send(SendMessage.of(room, "Hello"));
        settle();
        fixture.agent("ben").claim(room);
        settle();
        bob.forget();

        fixture.agent("ben")
                .transfer(dev.helpline.chat.core.desk.TransferSession.toQueue(room)
                        .build());
        settle();

        assertThat(bob.event("newChatRequest").path("roomId").asText()).isEqualTo(room.value());
    }

    @Test
    void where_routing_is_on_the_agent_who_gets_the_room_is_told_and_the_customer_too() {
        fixture.close();
        fixture = GatewayFixture.under(ChatPolicy.builder()
                .agentCapacity(1)
                .routing(RoutingPolicy.builder()
                        .strategy(RoutingStrategies.leastBusy())
                        .build()));
        DirectClient bob = client("agent:bob");
        settle();
        fixture.sessionOf("carl");
        SessionId room = fixture.sessionOf("anna");
        DirectClient anna = client("customer:anna");
        anna.call("joinRoom", of(room));
        anna.call("sendMessage", message(room, "Hello", ""));
        settle();
        assertThat(anna.events("supportJoined")).isEmpty();
        assertThat(bob.event("newChatRequest").path("roomId").asText()).isEqualTo(room.value());

        client("agent:ben");
        settle();
        assertThat(anna.event("supportJoined").path("agentName").asText()).isEqualTo("Agent ben");

        bob.forget();
        DirectClient cleo = client("agent:cleo");
        settle();
        SessionId next = fixture.sessionOf("dora");
        settle();
        fixture.customer("dora").send(SendMessage.of(next, "Hello"));
        settle();
        assertThat(cleo.event("newChatRequest").path("roomId").asText()).isEqualTo(next.value());
        assertThat(bob.events("newChatRequest")).isEmpty();
    }

    @Test
    void a_client_that_declares_another_sender_is_refused() {
        SessionId room = fixture.sessionOf("anna");
        DirectClient anna = client("customer:anna");

        assertThat(code(anna.call("register", "{\"userId\":\"bob\"}"))).isEqualTo("FORBIDDEN");
        assertThat(code(anna.call("sendMessage", message(room, "x", ",\"senderId\":\"bob\""))))
                .isEqualTo("FORBIDDEN");
        assertThat(code(anna.call("sendMessage", message(room, "x", ",\"isFromSupport\":true"))))
                .isEqualTo("FORBIDDEN");
        assertThat(code(anna.call("typing", "{\"roomId\":\"" + room + "\",\"userId\":\"bob\",\"isTyping\":true}")))
                .isEqualTo("FORBIDDEN");
        assertThat(fixture.customer("anna").session(room).session().log().messageCount())
                .isZero();
    }

    private static String code(JsonNode acknowledgement) {
        return acknowledgement.path("code").asText();
    }

    @Test
    void a_failure_without_an_acknowledgement_is_an_error_with_status_and_code() {
        DirectClient anna = client("customer:anna");

        anna.emit("joinRoom", "{\"roomId\":\"nothing\"}");

        JsonNode error = anna.event("error");
        assertThat(error.path("statusCode").asInt()).isEqualTo(404);
        assertThat(error.path("error").asText()).isEqualTo("Not Found");
        assertThat(error.path("code").asText()).isEqualTo("SESSION_NOT_FOUND");
        assertThat(error.path("event").asText()).isEqualTo("joinRoom");
        assertThat(code(anna.call("joinRoom", "{}"))).isEqualTo("VALIDATION_ERROR");
        assertThat(code(anna.call("typing", "{\"roomId\":\"x\",\"isTyping\":\"yes\"}")))
                .isEqualTo("VALIDATION_ERROR");
        assertThat(code(anna.call("join_session", "{\"session_id\":\"x\"}"))).isEqualTo("UNKNOWN_EVENT");
    }

    @Test
    void what_is_sent_twice_under_an_id_of_the_client_is_one_message() {
        SessionId room = fixture.sessionOf("anna");
        DirectClient anna = client("customer:anna");
        anna.call("joinRoom", of(room));

        String id = anna.call("sendMessage", message(room, "Hello", ",\"tempId\":\"1\""))
                .path("id")
                .asText();
        String again = anna.call("sendMessage", message(room, "Hello", ",\"tempId\":\"1\""))
                .path("id")
                .asText();
        String other = anna.call("sendMessage", message(room, "Hello!", ",\"tempId\":\"1\""))
                .path("id")
                .asText();

        assertThat(again).isEqualTo(id);
        assertThat(other).isNotEqualTo(id);
        assertThat(anna.events("newMessage")).hasSize(2);
        assertThat(anna.event("newMessage").path("tempId").asText()).isEqualTo("1");
    }

    @Test
    void what_a_socket_was_told_is_delivered_and_can_be_marked_as_read_by_a_call() {
        SessionId room = fixture.sessionOf("anna");
        DirectClient anna = client("customer:anna");
        anna.call("joinRoom", of(room));
        fixture.agent("bob").send(SendMessage.of(room, "Hello"));
        anna.event("newMessage");
        assertThat(fixture.customer("anna").session(room).unreadCount()).isEqualTo(1);

        fixture.customer("anna").readDelivered(room);

        assertThat(fixture.customer("anna").session(room).unreadCount()).isZero();
    }

    @Test
    void a_client_that_was_lost_is_told_what_it_may_have_missed() {
        SessionId room = fixture.sessionOf("anna");
        DirectClient anna = client("customer:anna");
        anna.call("joinRoom", of(room));
        fixture.agent("bob").send(SendMessage.of(room, "long ago"));
        anna.event("newMessage");
        fixture.time.advance(Duration.ofSeconds(26));
        anna.frame("3");
        fixture.time.advance(Duration.ofSeconds(22));
        fixture.agent("bob").send(SendMessage.of(room, "perhaps on its way"));
        anna.lose();
        fixture.agent("bob").send(SendMessage.of(room, "while away"));

        DirectClient back = client("customer:anna");

        assertThat(back.events("newMessage").stream()
                        .map(told -> told.path("message").asText()))
                .containsExactly("perhaps on its way", "while away");
        fixture.agent("bob").send(SendMessage.of(room, "and now"));
        assertThat(back.event("newMessage").path("message").asText()).isEqualTo("and now");
        assertThat(back.events("newMessage")).hasSize(3);
    }

    @Test
    void a_client_that_was_lost_before_the_first_message_is_told_all_of_them() {
        SessionId room = fixture.sessionOf("anna");
        DirectClient anna = client("customer:anna");
        anna.call("joinRoom", of(room));
        anna.lose();
        fixture.agent("bob").send(SendMessage.of(room, "while away"));

        assertThat(client("customer:anna").event("newMessage").path("message").asText())
                .isEqualTo("while away");
    }

    @Test
    void a_lost_client_is_put_back_in_its_own_namespace_only() {
        SessionId room = fixture.sessionOf("anna");
        DirectClient anna = client("customer:anna");
        anna.call("joinRoom", of(room));
        anna.lose();

        DirectClient other = fixture.client("customer:anna");
        fixture.agent("bob").send(SendMessage.of(room, "Hello"));

        assertThat(other.frames()).noneMatch(frame -> frame.contains("Hello"));
        assertThat(client("customer:anna").event("newMessage").path("message").asText())
                .isEqualTo("Hello");
    }

    @Test
    void an_agent_who_has_joined_many_rooms_leaves_those_that_have_ended() {
        DirectClient bob = client("agent:bob");
        for (int i = 0; i < 100; i++) {
            bob.call("joinRoom", of(fixture.sessionOf("customer-" + i)));
        }
        SessionId more = fixture.sessionOf("anna");
        assertThat(code(bob.call("joinRoom", of(more)))).isEqualTo("RATE_LIMITED");

        SessionId first =
                fixture.customer("customer-7").current().orElseThrow().session().id();
        fixture.customer("customer-7").end(EndSession.of(first));

        assertThat(bob.call("joinRoom", of(more)).path("success").asBoolean()).isTrue();
    }
}
