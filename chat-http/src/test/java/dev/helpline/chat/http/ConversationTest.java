package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private final ChatFixture fixture = ChatFixture.strict();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_customer_asks_an_agent_replies_and_the_customer_rates() {
        fixture.start("alice", "s-1");
        fixture.say("alice", "s-1", "m-1", "Where is my order?");
        fixture.answer("sarah", "s-1", "m-2", "On its way");

        Reply poll = fixture.get("/api/chat/poll/s-1")
                .token(fixture.tokens.customer("alice"))
                .expect(200);
        assertThat(poll.data().path("messages")).hasSize(1);
        assertThat(poll.data().path("messages").path(0).path("message").asText())
                .isEqualTo("On its way");

        fixture.end("sarah", "s-1");
        Reply rating = fixture.post("/api/chat/rating", "{\"sessionId\":\"s-1\",\"rating\":5}")
                .token(fixture.tokens.customer("alice"))
                .expect(200);
        assertThat(rating.data().path("rating").asInt()).isEqualTo(5);
    }
}
