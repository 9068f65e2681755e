package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private final House house = House.strict();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void a_customer_asks_an_agent_answers_and_the_customer_rates() {
        house.start("alice", "s-1");
        house.say("alice", "s-1", "m-1", "Where is my order?");
        house.answer("sarah", "s-1", "m-2", "On its way");

        Reply poll = house.get("/api/chat/poll/s-1")
                .token(house.tokens.customer("alice"))
                .expect(200);
        assertThat(poll.data().path("messages")).hasSize(1);
        assertThat(poll.data().path("messages").path(0).path("message").asText())
                .isEqualTo("On its way");

        house.end("sarah", "s-1");
        Reply rating = house.post("/api/chat/rating", "{\"sessionId\":\"s-1\",\"rating\":5}")
                .token(house.tokens.customer("alice"))
                .expect(200);
        assertThat(rating.data().path("rating").asInt()).isEqualTo(5);
    }
}
