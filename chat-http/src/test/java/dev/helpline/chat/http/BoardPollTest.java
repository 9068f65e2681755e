package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.testkit.time.Await;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoardPollTest {
    private static final String BOARD = "/api/admin/chat/poll";

    /** How long changes are gathered before they are told. */
    private static final Duration SOON = Duration.ofMillis(50);

    private final ChatFixture fixture = ChatFixture.with(ChatPolicy.builder(), http -> http.waitingPollsPerCaller(2));

    @BeforeEach
    void startASession() {
        fixture.start("alice", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_first_poll_gets_all_open_sessions_as_the_list_has_them_without_their_places() {
        fixture.answer("sarah", "s-1", "m-1", "Hello");
        fixture.start("bob", "s-2");

        JsonNode board = board("").data();
        JsonNode list = fixture.get("/api/admin/chat/active-sessions?sort=newest")
                .token(fixture.tokens.agent("sarah"))
                .expect(200)
                .data();

        list.path("sessions").forEach(session -> ((ObjectNode) session).remove("queuePosition"));
        assertThat(board.path("snapshot").asBoolean()).isTrue();
        assertThat(board.path("totalActive").asInt()).isEqualTo(2);
        assertThat(board.path("waiting").asInt()).isEqualTo(1);
        assertThat(board.path("sessions")).containsExactlyInAnyOrderElementsOf(list.path("sessions"));
    }

    @Test
    void a_waiting_poll_gets_the_change() {
        CompletableFuture<HttpReply> poll = wait("sarah");
        assertThat(poll).isNotDone();

        fixture.answer("tom", "s-1", "m-1", "Hello");
        fixture.time.advance(SOON);

        JsonNode changed = Reply.of(poll).data();
        assertThat(changed.path("snapshot").asBoolean()).isFalse();
        assertThat(changed.at("/sessions/0/sessionId").asText()).isEqualTo("s-1");
        assertThat(changed.at("/sessions/0/lastMessage/message").asText()).isEqualTo("Hello");
        assertThat(changed.path("waiting").asInt()).isZero();
        assertThat(fixture.http.waitingPolls()).isZero();
    }

    @Test
    void a_waiting_poll_gets_the_id_of_a_session_that_ended() {
        CompletableFuture<HttpReply> poll = wait("sarah");

        fixture.end("tom", "s-1");
        fixture.time.advance(SOON);

        assertThat(ids(Reply.of(poll).data().path("gone"))).containsExactly("s-1");
    }

    @Test
    void a_waiting_poll_gets_the_alert_of_its_agent() {
        fixture.answer("tom", "s-1", "m-1", "Hello");
        CompletableFuture<HttpReply> sarahs = wait("sarah");
        CompletableFuture<HttpReply> bobs = wait("bob");

        fixture.post(
                        "/api/admin/chat/session/notes",
                        "{\"sessionId\":\"s-1\",\"noteId\":\"n-1\",\"note\":\"@sarah look\"}")
                .token(fixture.tokens.agent("tom"))
                .expect(200);
        fixture.time.advance(SOON);

        JsonNode alerts = Reply.of(sarahs).data().path("alerts");
        assertThat(alerts).hasSize(1);
        assertThat(alerts.at("/0/type").asText()).isEqualTo("mentioned");
        assertThat(alerts.at("/0/sessionId").asText()).isEqualTo("s-1");
        assertThat(alerts.at("/0/eventId").asText()).isEqualTo("n-1");
        assertThat(alerts.at("/0/seq").asInt()).isPositive();
        assertThat(alerts.at("/0/timestamp").asText()).endsWith("Z");
        assertThat(Reply.of(bobs).data().has("alerts")).isFalse();
    }

    @Test
    void agents_at_one_cursor_get_the_same_bytes() {
        CompletableFuture<HttpReply> sarahs = wait("sarah");
        CompletableFuture<HttpReply> toms = wait("tom");

        fixture.say("alice", "s-1", "m-1", "Hello");
        fixture.time.advance(SOON);

        assertThat(Call.soon(toms).body()).isSameAs(Call.soon(sarahs).body());
    }

    @Test
    void a_waiting_poll_returns_when_its_time_is_up() {
        CompletableFuture<HttpReply> poll = wait("sarah");

        fixture.time.advance(Duration.ofSeconds(25));

        JsonNode nothing = Reply.of(poll).data();
        assertThat(nothing.path("sessions")).isEmpty();
        assertThat(nothing.path("totalActive").asInt()).isEqualTo(1);
    }

    @Test
    void a_poll_beyond_the_bound_of_an_agent_returns_at_once() {
        assertThat(wait("sarah")).isNotDone();
        assertThat(wait("sarah")).isNotDone();

        assertThat(Call.soon(wait("sarah")).status()).isEqualTo(200);
        assertThat(wait("tom")).isNotDone();
        assertThat(fixture.http.waitingPolls()).isEqualTo(3);
    }

    @Test
    void a_cancelled_poll_gives_its_place_back() {
        CompletableFuture<HttpReply> poll = wait("sarah");

        poll.cancel(false);

        assertThat(fixture.http.waitingPolls()).isZero();
    }

    @Test
    void a_waiting_poll_of_a_deactivated_agent_tells_nothing() {
        CompletableFuture<HttpReply> poll = wait("sarah");

        fixture.engine.setAgentActive(new AgentId("sarah"), false);
        fixture.say("alice", "s-1", "m-1", "not for Sarah");
        fixture.time.advance(SOON);

        Reply reply = Reply.of(poll);
        assertThat(reply.code()).isEqualTo("INVALID_ADMIN");
        assertThat(reply.text()).doesNotContain("not for Sarah");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "made-up",
                "~",
                "~1.1.other",
                "~999999999999999999.0.x",
                "~-1.0.x",
                "m-1",
                "<script>",
                "%",
                "\n",
                "~1.1.\uD83D\uDE00"
            })
    void any_other_text_than_a_cursor_gets_a_snapshot_at_once(String after) {
        JsonNode board =
                board("?wait=25&after=" + URLEncoder.encode(after, UTF_8)).data();

        assertThat(board.path("snapshot").asBoolean()).isTrue();
        assertThat(board.path("sessions")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=%FF", "after=%00", "after=%ED%A0%80", "wait=-1", "wait=x", "after=a&after=b"})
    void a_malformed_query_is_rejected(String query) {
        fixture.get(BOARD + "?" + query).token(fixture.tokens.agent("sarah")).expect(400, "VALIDATION_ERROR");
    }

    @Test
    void an_endless_cursor_is_rejected() {
        fixture.get(BOARD + "?after=~1.1." + "x".repeat(600))
                .token(fixture.tokens.agent("sarah"))
                .expect(400, "VALIDATION_ERROR");
    }

    @Test
    void head_requests_get_the_length_without_the_body() {
        HttpReply reply = Call.soon(
                fixture.call("HEAD", BOARD).token(fixture.tokens.agent("sarah")).begin());

        assertThat(reply.body()).isEmpty();
        assertThat(Integer.parseInt(reply.headers().get("Content-Length"))).isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource
    void every_server_completes_a_waiting_poll(ServerUnderTest.Kind kind) throws Exception {
        try (ServerUnderTest server = kind.start(fixture.http)) {
            CompletableFuture<HttpResponse<String>> poll =
                    new RealHttp().begin("GET", server.uri(waiting()), fixture.tokens.agent("sarah"), null);
            Await.until(() -> fixture.http.waitingPolls() == 1);

            fixture.answer("tom", "s-1", "m-1", "Hello");
            fixture.time.advance(SOON);

            assertThat(poll.get(20, TimeUnit.SECONDS).body()).contains("Hello");
        }
    }

    private Reply board(String query) {
        return fixture.get(BOARD + query).token(fixture.tokens.agent("sarah")).expect(200);
    }

    private CompletableFuture<HttpReply> wait(String agent) {
        return fixture.get(waiting()).token(fixture.tokens.agent(agent)).begin();
    }

    /** A poll that waits for what happens from now on. */
    private String waiting() {
        fixture.time.advance(SOON);
        return BOARD + "?wait=25&after="
                + URLEncoder.encode(board("").data().path("cursor").asText(), UTF_8);
    }

    private static List<String> ids(JsonNode ids) {
        List<String> texts = new ArrayList<>();
        ids.forEach(id -> texts.add(id.asText()));
        return texts;
    }
}
