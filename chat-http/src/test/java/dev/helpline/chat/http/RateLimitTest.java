package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.limit.Limit;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final House house = House.with(
            ChatPolicy.builder()
                    .customerMessages(new Limit(2, Duration.ofMinutes(1)))
                    .newSessions(new Limit(4, Duration.ofMinutes(10)))
                    .maxOpenSessions(3),
            UnaryOperator.identity());

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whoever_sends_too_much_is_told_when_to_come_back() {
        house.start("alice", "s-1");
        house.say("alice", "s-1", "m-1", "one");
        house.say("alice", "s-1", "m-2", "two");

        Reply refused = send("m-3").expect(429, "RATE_LIMITED");

        assertThat(refused.headers())
                .containsEntry("Retry-After", "30")
                .containsEntry("RateLimit-Limit", "2")
                .containsEntry("RateLimit-Remaining", "0")
                .containsEntry("RateLimit-Reset", "30");
        house.time.advance(Duration.ofSeconds(30));
        send("m-3").expect(200);
    }

    @Test
    void a_repeat_is_answered_even_then() {
        house.start("alice", "s-1");
        Reply first = house.say("alice", "s-1", "m-1", "one");
        house.say("alice", "s-1", "m-2", "two");

        assertThat(house.say("alice", "s-1", "m-1", "one").data()).isEqualTo(first.data());
    }

    @Test
    void whoever_has_too_many_sessions_is_told_so() {
        house.start("alice", "s-1");
        house.start("alice", "s-2");
        house.start("alice", "s-3");

        Reply refused = start("s-4").expect(429, "TOO_MANY_SESSIONS");

        assertThat(refused.headers())
                .containsEntry("RateLimit-Limit", "3")
                .containsEntry("RateLimit-Remaining", "0")
                .containsEntry("Retry-After", "1800");
    }

    @Test
    void whoever_starts_too_many_sessions_is_told_when_to_come_back() {
        house.start("alice", "s-1");
        house.start("alice", "s-2");
        house.end("sarah", "s-1");
        house.end("sarah", "s-2");
        house.start("alice", "s-3");
        house.start("alice", "s-4");

        Reply refused = start("s-5").expect(429, "RATE_LIMITED");

        assertThat(refused.headers()).containsEntry("RateLimit-Limit", "4").containsEntry("Retry-After", "150");
    }

    @Test
    void whoever_polls_is_not_limited() {
        house.start("alice", "s-1");

        for (int i = 0; i < 200; i++) {
            house.get("/api/chat/poll/s-1")
                    .token(house.tokens.customer("alice"))
                    .expect(200);
        }
    }

    private Call send(String id) {
        return house.post("/api/chat/message", House.message("s-1", id, "again"))
                .token(house.tokens.customer("alice"));
    }

    private Call start(String id) {
        return house.post("/api/chat/session", "{\"sessionId\":\"" + id + "\"}").token(house.tokens.customer("alice"));
    }
}
