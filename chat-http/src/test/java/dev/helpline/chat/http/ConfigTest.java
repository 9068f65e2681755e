package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.ContentSenders;
import dev.helpline.chat.spi.limit.Limit;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings tell what the policy says. */
class ConfigTest {
    @Test
    void tells_how_often_a_customer_may_do_what() {
        JsonNode limits = config(
                        ChatPolicy.builder().customerMessages(new Limit(7, Duration.ofSeconds(9))),
                        chat -> chat.customerReads(new Limit(11, Duration.ofSeconds(13))))
                .path("limits");

        assertThat(limits.path("messages")).hasToString("{\"count\":7,\"periodMillis\":9000}");
        assertThat(limits.path("reads")).hasToString("{\"count\":11,\"periodMillis\":13000}");
        assertThat(limits.path("typing")).hasToString("{\"count\":20,\"periodMillis\":10000}");
    }

    @Test
    void tells_no_limit_that_there_is_not() {
        JsonNode limits = config(
                        ChatPolicy.builder()
                                .customerMessages(null)
                                .newSessions(null)
                                .typingSignals(null),
                        chat -> chat)
                .path("limits");

        assertThat(limits.fieldNames()).toIterable().doesNotContain("messages", "sessions", "typing");
    }

    @ParameterizedTest
    @CsvSource({"NONE, false, false", "AGENTS, false, true", "ALL, true, true"})
    void tells_who_may_send_content(ContentSenders senders, boolean customers, boolean agents) {
        JsonNode content = config(ChatPolicy.builder().contentSenders(senders), chat -> chat)
                .path("content");

        assertThat(content.path("user").booleanValue()).isEqualTo(customers);
        assertThat(content.path("admin").booleanValue()).isEqualTo(agents);
    }

    private static JsonNode config(ChatPolicy.Builder policy, UnaryOperator<ChatHttp.Builder> chat) {
        try (ChatFixture fixture = ChatFixture.with(policy, chat)) {
            return fixture.get("/api/chat/config").expect(200).data();
        }
    }
}
