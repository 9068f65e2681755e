package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.spi.SessionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How clients are told of messages of the host. */
class HostMessageTest {
    private static final SessionId SESSION = new SessionId("s1");

    private final ChatFixture chat = ChatFixture.making(engine -> engine);

    @BeforeEach
    void start() {
        chat.start("carla", SESSION.value());
        chat.engine.host().send(Voice.bot("shipping", "Shipping"), SendMessage.of(SESSION, "from a bot"));
        chat.engine.host().send(Voice.SYSTEM, SendMessage.of(SESSION, "from the system"));
    }

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void both_sides_are_told_who_speaks() {
        assertIsTold(messages("/api/chat/poll/s1?include=own,system", chat.tokens.customer("carla")));
        assertIsTold(messages("/api/chat/poll/s1?include=own,system", chat.tokens.agent("anton")));
    }

    @Test
    void a_poll_for_the_other_sides_messages_has_the_bots_and_not_the_systems() {
        JsonNode messages = messages("/api/chat/poll/s1", chat.tokens.customer("carla"));

        assertThat(messages.findValuesAsText("message")).containsExactly("from a bot");
    }

    private JsonNode messages(String path, String token) {
        return chat.get(path).token(token).expect(200).data().path("messages");
    }

    private static void assertIsTold(JsonNode messages) {
        JsonNode bots = messages.get(messages.size() - 2);
        JsonNode systems = messages.get(messages.size() - 1);
        assertThat(bots.path("sender").asText()).isEqualTo("bot");
        assertThat(bots.path("type").asText()).isEqualTo("text");
        assertThat(bots.path("adminInfo").path("name").asText()).isEqualTo("Shipping");
        assertThat(systems.path("sender").asText()).isEqualTo("system");
        assertThat(systems.path("type").asText()).isEqualTo("system");
        assertThat(systems.has("adminInfo")).isFalse();
    }
}
