package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ChatFixture.START is 2026-01-05T09:00:00Z. */
class ClaimedTimesTest {
    private final ChatFixture fixture = ChatFixture.strict();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T08:59:00.000Z, 2026-01-05T08:59:00.000Z",
        "2026-01-05T08:59:00.123456Z, 2026-01-05T08:59:00.123Z",
        "2026-01-05T10:59:00+02:00, 2026-01-05T08:59:00.000Z",
        "2026-01-05T09:05:00Z, 2026-01-05T09:05:00.000Z",
        "2026-01-05T09:05:01Z, 2026-01-05T09:00:00.000Z",
        "+999999999-12-31T23:59:59Z, 2026-01-05T09:00:00.000Z",
        "1999-12-31T23:59:59.999Z, 2026-01-05T09:00:00.000Z",
        "2000-01-01T00:00:00Z, 2000-01-01T00:00:00.000Z",
        "yesterday, 2026-01-05T09:00:00.000Z",
        "'', 2026-01-05T09:00:00.000Z"
    })
    void a_plausible_claim_is_returned_and_any_other_is_replaced(String claimed, String echoed) {
        fixture.start("alice", "s-1");

        Reply reply = fixture.post(
                        "/api/chat/message",
                        "{\"sessionId\":\"s-1\",\"message\":\"hi\",\"timestamp\":\"" + claimed + "\"}")
                .token(fixture.tokens.customer("alice"))
                .expect(200);

        assertThat(reply.data().path("timestamp").asText()).isEqualTo(echoed);
        assertThat(reply.data().path("deliveredAt").asText()).isEqualTo("2026-01-05T09:00:00.000Z");
    }

    @Test
    void a_claimed_start_after_the_end_is_replaced_by_the_servers_time() {
        fixture.post("/api/chat/session", "{\"sessionId\":\"s-1\",\"startTime\":\"2026-01-05T09:04:00Z\"}")
                .token(fixture.tokens.customer("alice"))
                .expect(200);
        fixture.time.advance(Duration.ofMinutes(1));
        fixture.end("sarah", "s-1");

        Reply history = fixture.get("/api/chat/history")
                .token(fixture.tokens.customer("alice"))
                .expect(200);

        assertThat(history.data().at("/sessions/0/startTime").asText()).isEqualTo("2026-01-05T09:00:00.000Z");
        assertThat(history.data().at("/sessions/0/endTime").asText()).isEqualTo("2026-01-05T09:01:00.000Z");
        assertThat(history.data().at("/sessions/0/duration").asLong()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T08:50:00Z, 2026-01-05T09:05:00Z, 900",
        "2026-01-05T08:50:00.999Z, 2026-01-05T08:50:02.000Z, 1",
        "2026-01-05T08:50:00Z, 2026-01-05T08:40:00Z, 1200",
        "2030-01-01T00:00:00Z, 2026-01-05T09:04:00Z, 240",
        "nonsense, nonsense, 600"
    })
    void a_duration_is_the_time_between_in_whole_seconds(String start, String end, long seconds) {
        fixture.post("/api/chat/session", "{\"sessionId\":\"s-1\",\"startTime\":\"" + start + "\"}")
                .token(fixture.tokens.customer("alice"))
                .expect(200);
        fixture.time.advance(Duration.ofMinutes(10));

        Reply reply = fixture.post("/api/chat/session/end", "{\"sessionId\":\"s-1\",\"endTime\":\"" + end + "\"}")
                .token(fixture.tokens.customer("alice"))
                .expect(200);

        assertThat(reply.data().path("duration").asLong()).isEqualTo(seconds);
    }

    @Test
    void the_servers_time_is_returned_beside_the_claimed_one() {
        fixture.post("/api/chat/session", "{\"sessionId\":\"s-1\",\"startTime\":\"2026-01-05T08:50:00Z\"}")
                .token(fixture.tokens.customer("alice"))
                .expect(200);

        Reply reply = fixture.get("/api/admin/chat/session/s-1")
                .token(fixture.tokens.agent("sarah"))
                .expect(200);

        assertThat(reply.data().path("startTime").asText()).isEqualTo("2026-01-05T08:50:00.000Z");
        assertThat(reply.data().path("createdAt").asText()).isEqualTo("2026-01-05T09:00:00.000Z");
    }
}
