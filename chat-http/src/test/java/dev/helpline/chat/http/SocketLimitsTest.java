package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.limit.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients that are hostile, slow or gone cost: a close code, and nothing after that. */
class SocketLimitsTest {
    private static final String PATH = "/api/chat/ws/s-1";

    private ChatFixture fixture = workingAtOnce(UnaryOperator.identity());

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "42",
                "null",
                "{",
                "{}{}",
                "{\"type\":\"ping\",\"type\":\"ping\"}",
                "{\"type\":\"ping\",\"a\":\"\\ud800\"}",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}}}}}}}}}"
            })
    void a_frame_that_is_not_a_sound_json_object_closes_the_socket(String frame) {
        DirectSocket socket = following();

        socket.chat().received(frame, true);

        assertThat(socket.inbox.closeCode()).isEqualTo(1007);
    }

    @Test
    void garbage_before_the_authentication_closes_the_socket_too() {
        fixture.start("carla", "s-1");
        DirectSocket socket = fixture.socket(PATH).open();

        socket.chat().received("garbage", true);

        assertThat(socket.inbox.closeCode()).isEqualTo(1007);
    }

    @Test
    void a_message_of_64_Ki_characters_is_read_and_one_more_closes_the_socket() {
        DirectSocket socket = following();
        String frame = "{\"type\":\"ping\",\"a\":\"\"}";
        String longest = frame.replace("\"\"", "\"" + "x".repeat(64 * 1024 - frame.length()) + "\"");

        socket.chat().received(longest, true);
        socket.inbox.expect("pong");
        socket.chat().received(longest, false);
        socket.chat().received(" ", false);

        assertThat(socket.inbox.closeCode()).isEqualTo(1009);
        assertThat(fixture.http.bodyBytes()).isZero();
    }

    @Test
    void messages_that_do_not_arrive_completely_count_towards_the_budget_of_bodies() {
        with(http -> http.bodyBytesInAll(256 * 1024).bodyBytesPerAddress(256 * 1024));
        DirectSocket first = following();
        DirectSocket second = following();
        DirectSocket third = following();

        first.chat().received("x".repeat(60_000), false);
        second.chat().received("x".repeat(60_000), false);
        third.chat().received("x".repeat(60_000), false);

        assertThat(third.inbox.closeCode()).isEqualTo(1013);
        assertThat(first.inbox.isClosed()).isFalse();
        assertThat(fixture.http.bodyBytes()).isEqualTo(240_000);
        first.chat().closed();
        second.chat().closed();
        assertThat(fixture.http.bodyBytes()).isZero();
    }

    @Test
    void a_message_must_arrive_within_half_a_minute() {
        DirectSocket socket = following();
        socket.chat().received("{", false);

        fixture.time.advance(Duration.ofSeconds(20));
        socket.chat().received(" ", false);
        assertThat(socket.inbox.isClosed()).isFalse();
        fixture.time.advance(Duration.ofSeconds(25));

        assertThat(socket.inbox.closeCode()).isEqualTo(4009);
    }

    @Test
    void a_client_that_sends_nothing_for_two_minutes_is_taken_for_gone() {
        DirectSocket socket = following();

        fixture.time.advance(Duration.ofSeconds(100));
        socket.send("{'type':'ping'}");
        fixture.time.advance(Duration.ofSeconds(119));
        assertThat(socket.inbox.isClosed()).isFalse();
        fixture.time.advance(Duration.ofSeconds(20));

        assertThat(socket.inbox.closeCode()).isEqualTo(4009);
    }

    @Test
    void a_client_that_does_not_read_its_replies_is_disconnected() {
        DirectSocket socket = following();
        socket.stopReading();

        for (int i = 0; i < 300; i++) {
            socket.send("{'type':'ping'}");
        }
        fixture.time.advance(Duration.ofSeconds(5));

        assertThat(socket.inbox.closeCode()).isEqualTo(4008);
        assertThat(fixture.http.openSockets()).isZero();
    }

    @Test
    void a_client_that_does_not_read_its_news_is_disconnected_after_half_a_minute() {
        DirectSocket socket = following();
        socket.stopReading();
        fixture.say("carla", "s-1", "m-1", "Hello");

        for (int i = 0; i < 60 && !socket.inbox.isClosed(); i++) {
            fixture.time.advance(Duration.ofSeconds(1));
            socket.send("{'type':'ping'}");
        }

        assertThat(socket.inbox.closeCode()).isEqualTo(4008);
    }

    @Test
    void a_flood_of_frames_closes_the_socket() {
        with(http -> http.customerFrames(new Limit(100, Duration.ofMinutes(1))));
        DirectSocket socket = following();

        for (int i = 0; i < 101; i++) {
            socket.send("{'type':'ping'}");
        }

        assertThat(socket.inbox.closeCode()).isEqualTo(4029);
    }

    @Test
    void sockets_are_bounded_per_session_per_caller_and_in_total() {
        with(http -> http.socketsPerSession(2).socketsPerCaller(3).sockets(4));
        fixture.start("carla", "s-1");
        fixture.start("carla", "s-2");
        fixture.start("ben", "s-3");
        List<DirectSocket> open = new ArrayList<>();

        open.add(open("carla", "s-1"));
        open.add(open("carla", "s-1"));
        assertThat(open("carla", "s-1").inbox.closeCode()).isEqualTo(4029);
        open.add(open("carla", "s-2"));
        assertThat(open("carla", "s-2").inbox.closeCode()).isEqualTo(4029);
        open.add(open("ben", "s-3"));
        assertThat(open("ben", "s-3").inbox.closeCode()).isEqualTo(4029);

        assertThat(fixture.http.openSockets()).isEqualTo(4);
        open.forEach(socket -> socket.chat().closed());
        assertThat(fixture.http.openSockets()).isZero();
        assertThat(open("ben", "s-3").inbox.expect("ready")).isNotNull();
    }

    @Test
    void sockets_that_are_not_authenticated_yet_are_bounded_per_address() {
        fixture.start("carla", "s-1");
        List<DirectSocket> open = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            open.add(fixture.socket(PATH).open());
        }

        assertThat(fixture.socket(PATH).open().inbox.closeCode()).isEqualTo(4029);
        assertThat(fixture.socket(PATH).from("198.51.100.1").open().inbox.isClosed())
                .isFalse();
        open.get(0).chat().closed();
        assertThat(fixture.socket(PATH).open().inbox.isClosed()).isFalse();
    }

    @Test
    void one_agents_socket_follows_64_sessions() {
        with(http -> http);
        DirectSocket socket = fixture.socket("/api/admin/chat/ws")
                .token(fixture.tokens.agent("sarah"))
                .open();
        socket.inbox.expect("welcome");
        for (int i = 0; i < 65; i++) {
            fixture.start("customer-" + i, "s-" + i);
            socket.send("{'type':'subscribe','sessionId':'s-" + i + "'}");
        }

        assertThat(socket.inbox.skipTo("error").path("sessionId").asText()).isEqualTo("s-64");
    }

    @Test
    void nothing_is_left_of_sockets_that_were_closed() {
        fixture.start("carla", "s-1");
        int tasks = fixture.time.waitingTasks();
        for (int i = 0; i < 100; i++) {
            fixture.start("carla", "s-1");
            DirectSocket authenticated = open("carla", "s-1");
            authenticated.inbox.expect("ready");
            DirectSocket unknown = fixture.socket(PATH).open();
            authenticated.chat().closed();
            authenticated.chat().closed();
            unknown.chat().closed();
            authenticated.send("{'type':'ping'}");
            unknown.send("{'type':'ping'}");
        }

        assertThat(fixture.http.openSockets()).isZero();
        assertThat(fixture.http.bodyBytes()).isZero();
        assertThat(fixture.time.waitingTasks()).isLessThanOrEqualTo(tasks + 1);
    }

    private void with(UnaryOperator<ChatHttp.Builder> settings) {
        fixture.close();
        fixture = workingAtOnce(settings);
    }

    /** The engine works on the thread that passes the time, so that no frame is under way while time passes. */
    private static ChatFixture workingAtOnce(UnaryOperator<ChatHttp.Builder> settings) {
        return ChatFixture.making(engine -> engine.executor(Runnable::run), settings);
    }

    private DirectSocket open(String customer, String session) {
        return fixture.socket("/api/chat/ws/" + session)
                .token(fixture.tokens.customer(customer))
                .open();
    }

    private DirectSocket following() {
        fixture.start("carla", "s-1");
        DirectSocket socket = open("carla", "s-1");
        socket.inbox.expect("ready");
        socket.inbox.skipTo("new_message");
        return socket;
    }
}
