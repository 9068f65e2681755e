package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.policy.ChatPolicy;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Until when a session is rated, a rating changed, and which device asks for it. */
class RatingTimesTest {
    private final ChatFixture fixture = ChatFixture.with(
            ChatPolicy.builder().ratingWindow(Duration.ofHours(2)).ratingEdits(Duration.ofMinutes(10)),
            UnaryOperator.identity());

    @BeforeEach
    void endASession() {
        fixture.start("carla", "s-1");
        fixture.end("sarah", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void the_config_tells_the_times() {
        JsonNode config = fixture.get("/api/chat/config").expect(200).data();

        assertThat(config.path("ratingSeconds").asInt()).isEqualTo(7200);
        assertThat(config.path("ratingEditSeconds").asInt()).isEqualTo(600);
    }

    @Test
    void a_rating_is_changed_in_time_and_the_reply_tells_when() {
        JsonNode first = rate(2).expect(200).data();
        fixture.time.advance(Duration.ofMinutes(5));
        JsonNode changed = rate(4).expect(200).data();
        fixture.time.advance(Duration.ofMinutes(6));

        assertThat(first.has("editedAt")).isFalse();
        assertThat(changed.path("rating").asInt()).isEqualTo(4);
        assertThat(changed.path("ratingId")).isEqualTo(first.path("ratingId"));
        assertThat(changed.path("editedAt").asText())
                .isEqualTo(changed.path("submittedAt").asText())
                .isNotEqualTo(first.path("submittedAt").asText());
        assertThat(rate(4).expect(200).data()).isEqualTo(changed);
        rate(5).expect(400, "RATING_EXISTS");
    }

    @Test
    void a_late_rating_gets_409() {
        fixture.time.advance(Duration.ofHours(3));

        rate(2).expect(409, "RATING_CLOSED");
        assertThat(asks("phone")).isFalse();
    }

    @Test
    void one_device_asks_and_the_head_tells_the_others() {
        assertThat(head().path("ratingPrompt").asBoolean()).isTrue();

        assertThat(asks("phone")).isTrue();
        assertThat(head().has("ratingPrompt")).isFalse();
        assertThat(asks("tablet")).isFalse();
        assertThat(asks("phone")).isTrue();
    }

    private JsonNode head() {
        return fixture.get("/api/chat/session/s-1")
                .token(fixture.tokens.customer("carla"))
                .expect(200)
                .data();
    }

    private boolean asks(String device) {
        return fixture.post("/api/chat/rating/prompt", "{\"sessionId\":\"s-1\",\"promptId\":\"" + device + "\"}")
                .token(fixture.tokens.customer("carla"))
                .expect(200)
                .data()
                .path("show")
                .asBoolean();
    }

    private Call rate(int stars) {
        return fixture.post("/api/chat/rating", "{\"sessionId\":\"s-1\",\"rating\":" + stars + "}")
                .token(fixture.tokens.customer("carla"));
    }
}
