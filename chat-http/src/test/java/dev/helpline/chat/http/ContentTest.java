package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.content.ContentFilters;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients are told of messages that a content filter refused, changed or flagged. */
class ContentTest {
    private final ChatFixture chat = ChatFixture.making(engine -> engine.contentFilters(List.of(
            ContentFilters.refusing(ContentFilters.words("forbidden", List.of("forbidden"))),
            ContentFilters.masking("masked", List.of("darn")),
            ContentFilters.links(0))));

    @BeforeEach
    void start() {
        chat.start("carla", "s1");
    }

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void a_refusal_names_the_filter_and_its_reason() {
        Reply reply = chat.post("/api/chat/message", ChatFixture.message("s1", "m1", "forbidden"))
                .token(chat.tokens.customer("carla"))
                .expect(400);

        assertThat(reply.code()).isEqualTo("CONTENT_REJECTED");
        assertThat(reply.json().path("error").path("details").path("filter").asText())
                .isEqualTo("forbidden");
        assertThat(reply.json().path("error").path("details").path("reason").asText())
                .isEqualTo("a listed word");
    }

    @Test
    void the_sender_of_a_changed_message_gets_the_text_as_it_is_stored() {
        assertThat(chat.say("carla", "s1", "m1", "darn").data().path("message").asText())
                .isEqualTo("****");
        assertThat(chat.say("carla", "s1", "m2", "fine").data().has("message")).isFalse();
    }

    @Test
    void agents_get_an_event_that_names_the_flagged_message() {
        chat.say("carla", "s1", "m1", "www.shop.example");

        var messages = chat.get("/api/chat/poll/s1?include=own,system")
                .token(chat.tokens.agent("anton"))
                .expect(200)
                .data()
                .path("messages");
        var event = messages.get(messages.size() - 1);

        assertThat(event.path("event").asText()).isEqualTo("message_flagged");
        assertThat(event.path("replyTo").asText()).isEqualTo("m1");
        assertThat(event.path("message").asText()).contains("links: a link");
        assertThat(chat.get("/api/chat/poll/s1?include=own,system")
                        .token(chat.tokens.customer("carla"))
                        .expect(200)
                        .json()
                        .toString())
                .doesNotContain("message_flagged");
    }
}
