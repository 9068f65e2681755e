package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.GuestPolicy;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guests over HTTP and WebSocket. */
class GuestTest {
    private static final String START = "/api/chat/session";
    private static final String UPGRADE = "/api/chat/session/upgrade";

    private final ChatFixture fixture =
            ChatFixture.with(ChatPolicy.builder().guests(GuestPolicy.builder().build()), UnaryOperator.identity());
    private final String carla = fixture.tokens.customer("carla");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_guest_starts_sends_polls_and_ends_with_the_token_of_the_start() {
        Reply started = fixture.post(START, "{\"userInfo\":{\"name\":\"Jo\",\"isGuest\":true}}")
                .expect(200);
        String session = started.data().path("sessionId").asText();
        String token = started.data().path("sessionToken").asText();

        fixture.post("/api/chat/message", ChatFixture.message(session, "m-1", "Hello"))
                .token(token)
                .expect(200);
        fixture.answer("sarah", session, "m-2", "Hi Jo");
        Reply poll = fixture.get("/api/chat/poll/" + session).token(token).expect(200);
        Reply open = fixture.get("/api/admin/chat/active-sessions")
                .token(fixture.tokens.agent("sarah"))
                .expect(200);

        assertThat(poll.data().at("/messages/0/messageId").asText()).isEqualTo("m-2");
        assertThat(open.data().at("/sessions/0/userInfo/isGuest").asBoolean()).isTrue();
        assertThat(open.data().at("/sessions/0/userInfo/name").asText()).isEqualTo("Jo");
        assertThat(fixture.get("/api/chat/history")
                        .token(token)
                        .expect(200)
                        .data()
                        .at("/sessions")
                        .size())
                .isEqualTo(1);
        fixture.post("/api/chat/session/end", "{\"sessionId\":\"" + session + "\"}")
                .token(token)
                .expect(200);
    }

    @Test
    void agents_start_no_session_with_a_guest() {
        try (ChatFixture allowing =
                ChatFixture.with(ChatPolicy.builder().agentStarts(true), UnaryOperator.identity())) {
            String sarah = allowing.tokens.agent("sarah");

            allowing.post("/api/admin/chat/session", "{\"userInfo\":{\"userId\":\"jo\",\"isGuest\":true}}")
                    .token(sarah)
                    .expect(403, "FORBIDDEN");
            allowing.post("/api/admin/chat/session", "{\"userInfo\":{\"userId\":\"jo\",\"isGuest\":false}}")
                    .token(sarah)
                    .expect(200);
        }
    }

    @Test
    void the_config_tells_whether_guests_are_let_in() {
        assertThat(fixture.get("/api/chat/config")
                        .expect(200)
                        .data()
                        .path("guests")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_guest_gets_the_current_session_or_starts_one() {
        Reply first = fixture.call("PUT", "/api/chat/current").json("{}").expect(200);
        String token = first.data().path("sessionToken").asText();
        String session = first.data().path("sessionId").asText();

        Reply same =
                fixture.call("PUT", "/api/chat/current").token(token).json("{}").expect(200);
        fixture.end("sarah", session);
        Reply next =
                fixture.call("PUT", "/api/chat/current").token(token).json("{}").expect(200);

        assertThat(same.data().path("sessionId").asText()).isEqualTo(session);
        assertThat(same.data().has("sessionToken")).isFalse();
        assertThat(next.data().path("sessionId").asText()).isNotEqualTo(session);
        assertThat(next.data().path("sessionToken").asText()).startsWith("guest.");
    }

    @Test
    void a_guest_reads_over_a_socket_until_the_session_is_taken_over() {
        Reply started = fixture.post(START, "{}").expect(200);
        String session = started.data().path("sessionId").asText();
        String token = started.data().path("sessionToken").asText();
        DirectSocket socket =
                fixture.socket("/api/chat/ws/" + session).token(token).open();
        socket.inbox.expect("ready");
        socket.inbox.expect("new_message");

        fixture.post(UPGRADE, "{\"sessionToken\":\"" + token + "\"}")
                .token(carla)
                .expect(200);

        assertThat(socket.inbox.closeCode()).isEqualTo(4003);
    }

    @Test
    void a_guest_who_signs_in_has_the_session_with_the_customers_token() {
        Reply started = fixture.post(START, "{}").expect(200);
        String session = started.data().path("sessionId").asText();
        String token = started.data().path("sessionToken").asText();
        String body = "{\"sessionToken\":\"" + token + "\"}";

        Reply upgraded = fixture.post(UPGRADE, body).token(carla).expect(200);

        assertThat(upgraded.data().path("sessionId").asText()).isEqualTo(session);
        fixture.get("/api/chat/poll/" + session).token(carla).expect(200);
        fixture.get("/api/chat/poll/" + session).token(token).expect(401, "AUTHENTICATION_FAILED");
        fixture.post(UPGRADE, body).token(carla).expect(200);
        fixture.post(UPGRADE, body).token(fixture.tokens.customer("eve")).expect(404, "SESSION_NOT_FOUND");
    }

    @Test
    void a_forged_token_of_a_guest_gets_401() {
        Reply started = fixture.post(START, "{}").expect(200);
        String session = started.data().path("sessionId").asText();

        fixture.get("/api/chat/poll/" + session)
                .token("guest." + "A".repeat(44) + "." + session)
                .expect(401, "AUTHENTICATION_FAILED");
        fixture.get("/api/chat/poll/" + session).expect(401, "AUTHENTICATION_FAILED");
    }

    @Test
    void a_caller_who_is_signed_in_is_no_guest() {
        fixture.post(START, "{\"userInfo\":{\"isGuest\":true}}").token(carla).expect(403, "FORBIDDEN");
    }

    @Test
    void the_eleventh_guest_of_an_hour_from_one_address_gets_429() {
        for (int i = 0; i < 10; i++) {
            fixture.post(START, "{}").from("2001:db8:0:1::" + i).expect(200);
        }

        Reply refused = fixture.post(START, "{}").from("2001:db8:0:1:ffff::1").expect(429, "RATE_LIMITED");

        assertThat(refused.headers()).containsEntry("Retry-After", "360");
        fixture.post(START, "{}").from("2001:db8:0:2::1").expect(200);
    }

    @Test
    void without_guests_a_start_without_a_token_gets_401() {
        try (ChatFixture strict = ChatFixture.strict()) {
            strict.post(START, "{\"userInfo\":{\"isGuest\":true}}").expect(401, "AUTHENTICATION_FAILED");
        }
    }
}
