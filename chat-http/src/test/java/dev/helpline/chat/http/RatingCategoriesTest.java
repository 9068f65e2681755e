package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.ChatPolicy;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Categories of ratings that the host configures. */
class RatingCategoriesTest {
    private final ChatFixture fixture =
            ChatFixture.with(ChatPolicy.builder().ratingCategories(List.of("speed", "tone")), UnaryOperator.identity());

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void the_config_tells_the_categories_and_another_one_gets_400() {
        String carla = fixture.tokens.customer("carla");
        fixture.start("carla", "s-1");
        fixture.end("sarah", "s-1");

        assertThat(fixture.get("/api/chat/config").expect(200).data().path("ratingCategories"))
                .extracting(category -> category.asText())
                .containsExactly("speed", "tone");
        fixture.post("/api/chat/rating", "{\"sessionId\":\"s-1\",\"rating\":4,\"categories\":[\"price\"]}")
                .token(carla)
                .expect(400, "INVALID_RATING");
        fixture.post("/api/chat/rating", "{\"sessionId\":\"s-1\",\"rating\":4,\"categories\":[\"tone\"]}")
                .token(carla)
                .expect(200);
    }
}
