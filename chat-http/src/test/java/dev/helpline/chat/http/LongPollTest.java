package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.figures.MeasuredTime;
import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.testkit.time.Await;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LongPollTest {
    private final ChatFixture fixture = ChatFixture.with(
            ChatPolicy.builder().access(AccessPolicy.SESSION_ID),
            http -> http.waitingPollsPerSession(3).waitingPollsPerCaller(5).waitingPolls(6));

    @BeforeEach
    void startASession() {
        fixture.start("alice", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_waiting_poll_returns_when_an_agent_writes() {
        CompletableFuture<HttpReply> poll = wait("s-1", "alice");
        assertThat(poll).isNotDone();

        fixture.answer("sarah", "s-1", "m-1", "Here I am");

        assertThat(messages(Call.soon(poll))).contains("Here I am");
        assertThat(fixture.http.waitingPolls()).isZero();
    }

    @Test
    void calls_are_measured_and_polls_that_may_wait_are_not() {
        Supplier<Long> measured =
                () -> Optional.ofNullable(fixture.engine.figures().performance().apiResponse())
                        .map(MeasuredTime::count)
                        .orElse(0L);
        long before = measured.get();
        fixture.get("/api/admin/chat/board")
                .token(fixture.tokens.agent("sarah"))
                .expect(200);
        fixture.get("/api/chat/session/unknown")
                .token(fixture.tokens.customer("alice"))
                .expect(404);
        long after = measured.get();
        CompletableFuture<HttpReply> poll = wait("s-1", "alice");
        long waiting = measured.get();
        fixture.time.advance(Duration.ofSeconds(25));
        poll.join();

        assertThat(after - before).isEqualTo(2);
        assertThat(measured.get()).isEqualTo(waiting);
    }

    @Test
    void a_waiting_poll_returns_when_its_time_is_up() {
        fixture.answer("sarah", "s-1", "m-1", "Hello");
        CompletableFuture<HttpReply> poll = wait("s-1", "alice");

        fixture.time.advance(Duration.ofSeconds(24));
        assertThat(poll.isDone() ? messages(poll.join()) : "waiting").isEqualTo("waiting");
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(Call.soon(poll).status()).isEqualTo(200);
        assertThat(fixture.http.waitingPolls()).isZero();
    }

    @Test
    void a_waiting_poll_returns_when_the_session_ends() {
        CompletableFuture<HttpReply> poll = wait("s-1", "alice");

        fixture.end("sarah", "s-1");

        assertThat(messages(Call.soon(poll))).contains("\"sessionEnded\":true", "\"sessionStatus\":\"ended_by_admin\"");
    }

    @Test
    void a_cancelled_poll_gives_its_place_back() {
        CompletableFuture<HttpReply> poll = wait("s-1", "alice");
        assertThat(fixture.http.waitingPolls()).isEqualTo(1);

        poll.cancel(false);

        assertThat(fixture.http.waitingPolls()).isZero();
    }

    @Test
    void a_poll_beyond_the_bound_of_a_session_returns_at_once() {
        for (int i = 0; i < 3; i++) {
            park("s-1", "alice");
        }

        assertThat(Call.soon(wait("s-1", "alice")).status()).isEqualTo(200);
        assertThat(fixture.http.waitingPolls()).isEqualTo(3);
    }

    @Test
    void a_poll_beyond_the_bound_of_a_customer_returns_at_once() {
        fixture.start("alice", "s-2");
        fixture.start("alice", "s-3");
        park("s-1", "alice");
        park("s-1", "alice");
        park("s-2", "alice");
        park("s-2", "alice");
        park("s-3", "alice");

        assertThat(Call.soon(wait("s-3", "alice")).status()).isEqualTo(200);
        assertThat(fixture.http.waitingPolls()).isEqualTo(5);
    }

    @Test
    void a_poll_beyond_the_total_bound_returns_at_once_but_an_agents_waits() {
        fixture.start("bob", "b-1");
        fixture.start("carol", "c-1");
        for (String customer : new String[] {"alice", "bob", "carol"}) {
            String session = customer.equals("alice") ? "s-1" : customer.charAt(0) + "-1";
            park(session, customer);
            park(session, customer);
        }

        assertThat(Call.soon(wait("s-1", "alice")).status()).isEqualTo(200);
        assertThat(waitAsAgent("s-1")).isNotDone();
    }

    @Test
    void callers_without_a_token_are_counted_by_address() {
        fixture.start("alice", "s-2");
        for (int i = 0; i < 5; i++) {
            assertThat(waitWithoutToken(i < 3 ? "s-1" : "s-2", "198.51.100.1")).isNotDone();
        }

        assertThat(Call.soon(waitWithoutToken("s-2", "198.51.100.1")).status()).isEqualTo(200);
        assertThat(waitWithoutToken("s-2", "198.51.100.2")).isNotDone();
    }

    @Test
    void a_waiting_poll_ends_with_the_token() {
        fixture.answer("sarah", "s-1", "m-1", "Hello");
        CompletableFuture<HttpReply> poll = fixture.get(path("s-1", 25))
                .token(fixture.tokens.customer("alice", Duration.ofSeconds(10)))
                .begin();

        fixture.time.advance(Duration.ofSeconds(9));
        boolean early = poll.isDone();
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(early).isFalse();
        assertThat(Reply.of(poll).code()).isEqualTo("AUTHENTICATION_FAILED");
        assertThat(fixture.http.waitingPolls()).isZero();
    }

    @Test
    void a_waiting_poll_that_fails_frees_its_place_before_the_caller_is_told() {
        CompletableFuture<Integer> stillWaiting = fixture.get(path("s-1", 25))
                .token(fixture.tokens.customer("alice", Duration.ofSeconds(10)))
                .begin()
                .thenApply(reply -> fixture.http.waitingPolls());

        fixture.time.advance(Duration.ofSeconds(10));

        assertThat(stillWaiting).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(0);
    }

    @Test
    void a_waiting_poll_of_a_deactivated_agent_returns_nothing_written_afterwards() {
        CompletableFuture<HttpReply> poll = waitAsAgent("s-1");

        fixture.engine.setAgentActive(new AgentId("sarah"), false);
        fixture.say("alice", "s-1", "m-1", "not for Sarah");

        Reply reply = Reply.of(poll);
        assertThat(reply.code()).isEqualTo("INVALID_ADMIN");
        assertThat(reply.text()).doesNotContain("not for Sarah");
    }

    @Test
    void a_rejected_poll_holds_no_place() {
        fixture.get("/api/chat/poll/nobodys?wait=25&after=m-1")
                .token(fixture.tokens.customer("alice"))
                .expect(404);

        assertThat(fixture.http.waitingPolls()).isZero();
    }

    @Test
    void a_wait_beyond_the_maximum_counts_as_the_maximum() {
        fixture.answer("sarah", "s-1", "m-1", "Hello");
        CompletableFuture<HttpReply> poll = waitFor("s-1", "alice", 1000);

        fixture.time.advance(Duration.ofSeconds(25));

        assertThat(Call.soon(poll).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void every_server_completes_a_waiting_poll_when_an_agent_writes(ServerUnderTest.Kind kind) throws Exception {
        try (ServerUnderTest server = kind.start(fixture.http)) {
            CompletableFuture<HttpResponse<String>> poll =
                    new RealHttp().begin("GET", server.uri(path("s-1", 25)), fixture.tokens.customer("alice"), null);
            Await.until(() -> fixture.http.waitingPolls() == 1);

            fixture.answer("sarah", "s-1", "m-1", "Here I am");

            assertThat(poll.get(20, TimeUnit.SECONDS).body()).contains("Here I am");
        }
    }

    private void park(String session, String customer) {
        assertThat(wait(session, customer)).isNotDone();
    }

    private CompletableFuture<HttpReply> wait(String session, String customer) {
        return waitFor(session, customer, 25);
    }

    private CompletableFuture<HttpReply> waitFor(String session, String customer, int seconds) {
        return fixture.get(path(session, seconds))
                .token(fixture.tokens.customer(customer))
                .begin();
    }

    private CompletableFuture<HttpReply> waitAsAgent(String session) {
        String sarah = fixture.tokens.agent("sarah");
        return fixture.get(path(fixture.get("/api/chat/poll/" + session).token(sarah), session, 25))
                .token(sarah)
                .begin();
    }

    private CompletableFuture<HttpReply> waitWithoutToken(String session, String address) {
        return fixture.call("GET", path(session, 25)).from(address).begin();
    }

    /** The cursor after all entries, so that a poll has to wait. */
    private String path(String session, int seconds) {
        return path(fixture.get("/api/chat/poll/" + session), session, seconds);
    }

    private static String path(Call poll, String session, int seconds) {
        String cursor = poll.expect(200).data().path("cursor").asText();
        return "/api/chat/poll/" + session + "?wait=" + seconds + "&after=" + URLEncoder.encode(cursor, UTF_8);
    }

    private static String messages(HttpReply reply) {
        return new String(reply.body(), UTF_8);
    }
}
