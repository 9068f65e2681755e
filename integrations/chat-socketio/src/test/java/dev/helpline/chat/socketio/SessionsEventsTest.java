package dev.helpline.chat.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The socket events of the dialect sessions, without a network and in scripted time. */
class SessionsEventsTest {
    private final GatewayFixture fixture = GatewayFixture.inScriptedTime();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String of(SessionId session) {
        return "{\"session_id\":\"" + session + "\"}";
    }

    private static String message(SessionId session, String content, String tempId) {
        return "{\"session_id\":\"" + session + "\",\"content\":\"" + content
                + "\",\"message_type\":\"text\",\"temp_id\":\"" + tempId + "\"}";
    }

    @Test
    void a_client_that_joins_gets_the_session_its_messages_and_who_is_there() {
        SessionId session = fixture.sessionOf("anna");
        fixture.customer("anna").send(SendMessage.of(session, "Hello"));
        DirectClient bob = fixture.client("agent:bob");
        bob.emit("join_session", of(session));
        DirectClient anna = fixture.client("customer:anna");

        JsonNode ack = anna.call("join_session", of(session));

        assertThat(ack.path("success").asBoolean()).isTrue();
        JsonNode joined = anna.event("session_joined");
        assertThat(joined.path("session").path("id").asText()).isEqualTo(session.value());
        assertThat(joined.path("session").path("status").asText()).isEqualTo("waiting");
        assertThat(joined.path("messages").path(0).path("content").asText()).isEqualTo("Hello");
        assertThat(joined.path("messages").path(0).path("sender_role").asText()).isEqualTo("customer");
        assertThat(joined.path("participants").findValuesAsText("user_id")).containsExactly("bob", "anna");
        assertThat(bob.event("user_joined").path("name").asText()).isEqualTo("Customer anna");
    }

    @Test
    void a_message_goes_to_all_who_joined_and_its_sender_is_told_that_it_is_stored() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        DirectClient bob = fixture.client("agent:bob");
        anna.emit("join_session", of(session));
        bob.emit("join_session", of(session));

        anna.emit("send_message", message(session, "My order 😀", "temp-1"));

        JsonNode sent = anna.event("message_sent");
        JsonNode shown = anna.event("new_message").path("message");
        assertThat(sent.path("temp_id").asText()).isEqualTo("temp-1");
        assertThat(sent.path("sent_at").asText()).isEqualTo("2026-01-05T10:00:00.000Z");
        assertThat(shown.path("id")).isEqualTo(sent.path("message_id"));
        assertThat(shown.path("temp_id").asText()).isEqualTo("temp-1");
        assertThat(bob.event("new_message").path("message").path("content").asText())
                .isEqualTo("My order 😀");
        assertThat(bob.events("message_sent")).isEmpty();
    }

    @Test
    void what_is_sent_twice_is_one_message_and_other_content_under_the_same_id_is_another() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        anna.emit("join_session", of(session));

        JsonNode first = anna.call("send_message", message(session, "one", "temp-1"));
        JsonNode again = anna.call("send_message", message(session, "one", "temp-1"));
        JsonNode other = anna.call("send_message", message(session, "two", "temp-1"));

        assertThat(again.path("message_id")).isEqualTo(first.path("message_id"));
        assertThat(other.path("message_id")).isNotEqualTo(first.path("message_id"));
        Await.until(() -> anna.events("new_message").size() == 2);
    }

    @Test
    void a_client_that_names_a_message_goes_on_behind_it() {
        SessionId session = fixture.sessionOf("anna");
        String first = fixture.customer("anna")
                .send(SendMessage.of(session, "one"))
                .id()
                .value();
        fixture.customer("anna").send(SendMessage.of(session, "two"));
        DirectClient anna = fixture.client("customer:anna");

        anna.emit("join_session", "{\"session_id\":\"" + session + "\",\"after\":\"" + first + "\"}");

        assertThat(anna.event("session_joined").path("messages").findValuesAsText("content"))
                .containsExactly("two");
    }

    @Test
    void typing_is_told_to_the_others_and_ends_by_the_client_or_by_itself() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        DirectClient bob = fixture.client("agent:bob");
        anna.emit("join_session", of(session));
        bob.emit("join_session", of(session));

        anna.emit("typing", of(session));
        assertThat(bob.event("user_typing").path("user_name").asText()).isEqualTo("Customer anna");
        anna.emit("stop_typing", of(session));
        assertThat(bob.event("typing_stopped").path("user_id").asText()).isEqualTo("anna");
        bob.forget();
        anna.emit("typing", of(session));
        bob.event("user_typing");
        fixture.time.advance(Duration.ofSeconds(11));

        bob.event("typing_stopped");
        assertThat(anna.events("user_typing")).isEmpty();
    }

    @Test
    void reading_is_told_with_the_messages_that_were_read() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        DirectClient bob = fixture.client("agent:bob");
        bob.call("accept_chat", of(session));
        anna.emit("join_session", of(session));
        bob.emit("join_session", of(session));
        String id = anna.call("send_message", message(session, "Hello", "temp-1"))
                .path("message_id")
                .asText();
        bob.event("new_message");

        bob.emit("mark_as_read", "{\"session_id\":\"" + session + "\",\"message_ids\":[\"" + id + "\"]}");

        JsonNode read = anna.event("messages_read");
        assertThat(read.path("user_id").asText()).isEqualTo("bob");
        assertThat(read.path("message_ids").path(0).asText()).isEqualTo(id);
        assertThat(anna.call("mark_as_read", "{\"session_id\":\"" + session + "\",\"message_ids\":null}")
                        .path("success")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void accepting_and_closing_are_told_to_all_who_joined() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        DirectClient bob = fixture.client("agent:bob");
        anna.emit("join_session", of(session));

        bob.emit("accept_chat", of(session));

        assertThat(anna.event("chat_accepted").path("agent_name").asText()).isEqualTo("Agent bob");
        assertThat(anna.event("session_status_changed").path("status").asText()).isEqualTo("active");
        assertThat(bob.event("chat_accepted").path("agent_id").asText()).isEqualTo("bob");
        anna.forget();
        bob.emit("close_chat", of(session));
        assertThat(anna.event("chat_closed").path("closed_by").asText()).isEqualTo("bob");
        assertThat(anna.event("session_status_changed").path("status").asText()).isEqualTo("closed");
        assertThat(anna.event("chat_closed").path("session").path("closed_at").asText())
                .isEqualTo("2026-01-05T10:00:00.000Z");
    }

    @Test
    void agents_hear_which_sessions_wait_without_joining_them_and_customers_do_not() {
        DirectClient bob = fixture.client("agent:bob");
        DirectClient eve = fixture.client("customer:eve");
        fixture.time.advance(Duration.ofSeconds(1));

        SessionId session = fixture.sessionOf("anna");
        fixture.time.advance(Duration.ofSeconds(1));

        JsonNode waits = bob.event("session_status_changed");
        assertThat(waits.path("session_id").asText()).isEqualTo(session.value());
        assertThat(waits.path("status").asText()).isEqualTo("waiting");
        fixture.customer("anna").end(EndSession.of(session));
        fixture.time.advance(Duration.ofSeconds(1));
        Await.until(() ->
                bob.event("session_status_changed").path("status").asText().equals("closed"));
        assertThat(eve.events("session_status_changed")).isEmpty();
    }

    @Test
    void a_client_that_leaves_hears_no_more_and_the_others_are_told() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        DirectClient bob = fixture.client("agent:bob");
        anna.emit("join_session", of(session));
        bob.emit("join_session", of(session));

        bob.emit("leave_session", of(session));
        anna.call("send_message", message(session, "Hello", "temp-1"));

        assertThat(anna.event("user_left").path("user_id").asText()).isEqualTo("bob");
        anna.event("new_message");
        assertThat(bob.events("new_message")).isEmpty();
    }

    @Test
    void a_second_socket_of_a_participant_is_nobody_new() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient bob = fixture.client("agent:bob");
        bob.emit("join_session", of(session));
        DirectClient phone = fixture.client("customer:anna");
        DirectClient desktop = fixture.client("customer:anna");
        phone.emit("join_session", of(session));
        desktop.emit("join_session", of(session));
        bob.event("user_joined");

        phone.frame("41");
        assertThat(bob.events("user_joined")).hasSize(1);
        assertThat(bob.events("user_left")).isEmpty();
        desktop.frame("41");
        bob.event("user_left");
    }

    @Test
    void a_foreign_session_is_one_that_does_not_exist() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient eve = fixture.client("customer:eve");

        for (String event : new String[] {"join_session", "mark_as_read", "typing", "close_chat"}) {
            JsonNode foreign = eve.call(event, of(session));
            JsonNode missing = eve.call(event, "{\"session_id\":\"no-such-session\"}");
            assertThat(foreign).as(event).isEqualTo(missing);
            assertThat(foreign.path("code").asText()).as(event).isEqualTo("SESSION_NOT_FOUND");
        }
        eve.emit("send_message", message(session, "Hello", "temp-1"));
        assertThat(eve.event("error").path("code").asText()).isEqualTo("SESSION_NOT_FOUND");
        assertThat(eve.events("message_sent")).isEmpty();
    }

    @Test
    void only_agents_accept() {
        SessionId session = fixture.sessionOf("anna");

        assertThat(fixture.client("customer:anna")
                        .call("accept_chat", of(session))
                        .path("code")
                        .asText())
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void a_client_that_declares_another_sender_is_refused() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        String base = "{\"session_id\":\"" + session + "\",\"content\":\"x\",";

        assertThat(anna.call("send_message", base + "\"sender_id\":\"bob\"}")
                        .path("code")
                        .asText())
                .isEqualTo("FORBIDDEN");
        assertThat(anna.call("send_message", base + "\"sender_role\":\"agent\"}")
                        .path("code")
                        .asText())
                .isEqualTo("FORBIDDEN");
        assertThat(anna.call("send_message", base + "\"isFromSupport\":true}")
                        .path("code")
                        .asText())
                .isEqualTo("FORBIDDEN");
        assertThat(anna.call("send_message", base + "\"sender_id\":\"anna\",\"sender_role\":\"customer\"}")
                        .path("success")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void the_limits_of_the_engine_hold() {
        SessionId session = fixture.sessionOf("anna");
        DirectClient anna = fixture.client("customer:anna");
        String last = "";
        for (int i = 0; i < 40 && !last.equals("RATE_LIMITED"); i++) {
            last = anna.call("send_message", message(session, "m" + i, "t" + i))
                    .path("code")
                    .asText();
        }

        assertThat(last).isEqualTo("RATE_LIMITED");
    }
}
