package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.spi.limit.Limit;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final ChatFixture fixture = ChatFixture.with(
            ChatPolicy.builder()
                    .customerMessages(new Limit(2, Duration.ofMinutes(1)))
                    .newSessions(new Limit(4, Duration.ofMinutes(10)))
                    .maxOpenSessions(3),
            UnaryOperator.identity());

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_customer_who_sends_too_much_learns_when_to_retry() {
        fixture.start("alice", "s-1");
        fixture.say("alice", "s-1", "m-1", "one");
        fixture.say("alice", "s-1", "m-2", "two");

        Reply refused = send("m-3").expect(429, "RATE_LIMITED");

        assertThat(refused.headers())
                .containsEntry("Retry-After", "30")
                .containsEntry("RateLimit-Limit", "2")
                .containsEntry("RateLimit-Remaining", "0")
                .containsEntry("RateLimit-Reset", "30");
        fixture.time.advance(Duration.ofSeconds(30));
        send("m-3").expect(200);
    }

    @Test
    void a_repeat_gets_its_reply_even_then() {
        fixture.start("alice", "s-1");
        Reply first = fixture.say("alice", "s-1", "m-1", "one");
        fixture.say("alice", "s-1", "m-2", "two");

        assertThat(fixture.say("alice", "s-1", "m-1", "one").data()).isEqualTo(first.data());
    }

    @Test
    void a_customer_with_too_many_sessions_is_rejected() {
        fixture.start("alice", "s-1");
        fixture.start("alice", "s-2");
        fixture.start("alice", "s-3");

        Reply refused = start("s-4").expect(429, "TOO_MANY_SESSIONS");

        assertThat(refused.headers())
                .containsEntry("RateLimit-Limit", "3")
                .containsEntry("RateLimit-Remaining", "0")
                .containsEntry("Retry-After", "1800");
    }

    @Test
    void a_customer_who_comes_to_a_full_queue_learns_when_to_retry() {
        try (ChatFixture full = ChatFixture.with(
                ChatPolicy.builder()
                        .routing(RoutingPolicy.builder().maxWaiting(1).build()),
                UnaryOperator.identity())) {
            full.start("alice", "s-1");

            Reply refused = full.post("/api/chat/session", "{\"sessionId\":\"s-2\"}")
                    .token(full.tokens.customer("bob"))
                    .expect(429, "QUEUE_FULL");

            assertThat(refused.headers())
                    .containsEntry("RateLimit-Limit", "1")
                    .containsEntry("RateLimit-Remaining", "0")
                    .containsEntry("Retry-After", "30");
        }
    }

    @Test
    void a_customer_who_starts_too_many_sessions_learns_when_to_retry() {
        fixture.start("alice", "s-1");
        fixture.start("alice", "s-2");
        fixture.end("sarah", "s-1");
        fixture.end("sarah", "s-2");
        fixture.start("alice", "s-3");
        fixture.start("alice", "s-4");

        Reply refused = start("s-5").expect(429, "RATE_LIMITED");

        assertThat(refused.headers()).containsEntry("RateLimit-Limit", "4").containsEntry("Retry-After", "150");
    }

    @Test
    void polling_is_not_limited() {
        fixture.start("alice", "s-1");

        for (int i = 0; i < 200; i++) {
            fixture.get("/api/chat/poll/s-1")
                    .token(fixture.tokens.customer("alice"))
                    .expect(200);
        }
    }

    private Call send(String id) {
        return fixture.post("/api/chat/message", ChatFixture.message("s-1", id, "again"))
                .token(fixture.tokens.customer("alice"));
    }

    private Call start(String id) {
        return fixture.post("/api/chat/session", "{\"sessionId\":\"" + id + "\"}")
                .token(fixture.tokens.customer("alice"));
    }
}
