package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a retry may change after a lost reply or a restart of the app. */
class RepeatTest {
    private final ChatFixture fixture = ChatFixture.strict();

    @AfterEach
    void close() {
        fixture.close();
    }

    // spotless:off
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "/api/chat/session     | {\"sessionId\":\"s-1\",\"startTime\":\"2026-01-05T08:59:00Z\",\"userInfo\":{\"name\":\"Alice\"},\"subject\":\"order\"}"
                            + "| {\"sessionId\":\"s-1\",\"startTime\":\"2026-01-05T09:00:30Z\",\"userInfo\":{\"name\":\"Al\",\"phone\":\"1\"},\"subject\":\"ORDER\"}",
        "/api/chat/message     | {\"sessionId\":\"s-1\",\"messageId\":\"m-1\",\"message\":\"hi\",\"timestamp\":\"2026-01-05T09:00:00Z\",\"metadata\":{\"a\":1,\"b\":{\"c\":[{\"x\":1,\"y\":2}],\"d\":2}}}"
                            + "| {\"sessionId\":\"s-1\",\"messageId\":\"m-1\",\"message\":\"hi\",\"timestamp\":\"2026-01-05T09:00:30Z\",\"metadata\":{\"b\":{\"d\":2,\"c\":[{\"y\":2,\"x\":1}]},\"a\":1}}",
        "/api/chat/session/end | {\"sessionId\":\"s-1\",\"endTime\":\"2026-01-05T09:00:00Z\",\"endReason\":\"Solved\"}"
                            + "| {\"sessionId\":\"s-1\",\"endTime\":\"2026-01-05T09:00:30Z\",\"endReason\":\"solved\"}",
        "/api/chat/rating      | {\"sessionId\":\"s-1\",\"rating\":5,\"categories\":[\"fast\",\"kind\"],\"timestamp\":\"2026-01-05T09:00:00Z\"}"
                            + "| {\"sessionId\":\"s-1\",\"rating\":5,\"categories\":[\"kind\",\"fast\"],\"timestamp\":\"2026-01-05T09:00:30Z\",\"feedback\":\" \"}"
    })
    // spotless:on
    void a_repeat_gets_the_first_reply(String path, String first, String repeat) {
        fixture.start("alice", "s-1");
        if (path.endsWith("rating")) {
            fixture.end("sarah", "s-1");
        }
        Reply answered = send(path, first);
        fixture.time.advance(Duration.ofSeconds(30));

        assertThat(send(path, repeat).data()).isEqualTo(answered.data());
    }

    @Test
    void another_rating_is_refused() {
        fixture.start("alice", "s-1");
        fixture.end("sarah", "s-1");
        send("/api/chat/rating", "{\"sessionId\":\"s-1\",\"rating\":5}");

        fixture.post("/api/chat/rating", "{\"sessionId\":\"s-1\",\"rating\":4}")
                .token(fixture.tokens.customer("alice"))
                .expect(400, "RATING_EXISTS");
    }

    @Test
    void other_metadata_under_the_same_message_id_is_a_conflict() {
        fixture.start("alice", "s-1");
        String message =
                "{\"sessionId\":\"s-1\",\"messageId\":\"m-1\",\"message\":\"hi\",\"metadata\":{\"list\":[1,2]}}";
        send("/api/chat/message", message);

        fixture.post("/api/chat/message", message.replace("[1,2]", "[2,1]"))
                .token(fixture.tokens.customer("alice"))
                .expect(409, "MESSAGE_CONFLICT");
    }

    private Reply send(String path, String json) {
        return fixture.post(path, json).token(fixture.tokens.customer("alice")).expect(200);
    }
}
