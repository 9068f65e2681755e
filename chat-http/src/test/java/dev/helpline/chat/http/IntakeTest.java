package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpIntake;
import dev.helpline.chat.http.exchange.HttpReply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits of time and bytes for a body while it arrives. */
class IntakeTest {
    private static final int KIB = 1024;

    private final ChatFixture fixture = ChatFixture.with(
            ChatPolicy.builder(), http -> http.bodyBytesPerAddress(300 * KIB).bodyBytesInAll(500 * KIB));

    @BeforeEach
    void startASession() {
        fixture.start("alice", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_body_of_which_nothing_arrives_is_rejected_after_ten_seconds() {
        HttpIntake intake = receive("203.0.113.7", 100);

        fixture.time.advance(Duration.ofMillis(9_999));
        assertThat(intake.reply()).isNotDone();
        fixture.time.advance(Duration.ofMillis(1));

        assertThat(reply(intake)).isEqualTo("408 REQUEST_INCOMPLETE");
        assertThat(fixture.http.bodyBytes()).isZero();
    }

    @Test
    void a_body_that_trickles_is_rejected_however_steadily() {
        HttpIntake intake = receive("203.0.113.7", 100);

        for (int i = 0; i < 5; i++) {
            intake.add(new byte[1], 1);
            fixture.time.advance(Duration.ofSeconds(2));
        }

        assertThat(reply(intake)).isEqualTo("408 REQUEST_INCOMPLETE");
    }

    @Test
    void a_slow_body_that_keeps_the_least_rate_is_accepted() {
        byte[] body = ChatFixture.message("s-1", "m-1", "x".repeat(4000)).getBytes(UTF_8);
        HttpIntake intake = receive("203.0.113.7", body.length + 8 * KIB);

        for (int i = 0; i < 8; i++) {
            intake.add(" ".repeat(KIB).getBytes(UTF_8), KIB);
            fixture.time.advance(Duration.ofSeconds(2));
        }
        intake.add(body, body.length);
        intake.complete();

        assertThat(Reply.of(intake.reply()).status()).isEqualTo(200);
        assertThat(fixture.http.bodyBytes()).isZero();
    }

    @Test
    void no_body_takes_longer_than_the_longest_time() {
        HttpIntake intake = receive("203.0.113.7", 200 * KIB);
        intake.add(new byte[100 * KIB], 100 * KIB);

        fixture.time.advance(Duration.ofMillis(29_999));
        assertThat(intake.reply()).isNotDone();
        fixture.time.advance(Duration.ofMillis(1));

        assertThat(reply(intake)).isEqualTo("408 REQUEST_INCOMPLETE");
    }

    @Test
    void an_address_that_sends_too_much_at_a_time_is_limited_and_others_are_served() {
        HttpIntake first = receive("203.0.113.7", 200 * KIB);

        assertThat(reply(receive("203.0.113.7", 101 * KIB))).isEqualTo("429 RATE_LIMITED");
        assertThat(receive("203.0.113.8", 101 * KIB).reply()).isNotDone();
        first.fail();
        assertThat(receive("203.0.113.7", 200 * KIB).reply()).isNotDone();
    }

    @Test
    void a_server_that_receives_too_much_is_unavailable() {
        receive("203.0.113.7", 250 * KIB);
        HttpIntake second = receive("203.0.113.8", 250 * KIB);

        Reply refused = Reply.of(receive("203.0.113.9", 1).reply());
        assertThat(refused.status() + " " + refused.code()).isEqualTo("503 STORE_UNAVAILABLE");
        assertThat(refused.headers()).containsEntry("Retry-After", "1");
        second.reply().cancel(false);
        assertThat(receive("203.0.113.9", 1).reply()).isNotDone();
    }

    @Test
    void a_body_without_a_declared_length_counts_as_it_arrives() {
        receive("203.0.113.7", 200 * KIB);
        HttpIntake chunked = fixture.http.receive(
                head("203.0.113.7").header("Transfer-Encoding", "chunked").build());

        chunked.add(new byte[100 * KIB], 100 * KIB);
        assertThat(chunked.reply()).isNotDone();
        chunked.add(new byte[1], 1);

        assertThat(reply(chunked)).isEqualTo("429 RATE_LIMITED");
        assertThat(fixture.http.bodyBytes()).isEqualTo(200L * KIB);
    }

    @Test
    void a_body_without_a_declared_length_is_refused_once_it_is_too_long() {
        HttpIntake chunked = fixture.http.receive(
                head("203.0.113.7").header("Transfer-Encoding", "chunked").build());

        chunked.add(new byte[256 * KIB], 256 * KIB);
        assertThat(chunked.reply()).isNotDone();
        chunked.add(new byte[1], 1);

        assertThat(reply(chunked)).isEqualTo("413 PAYLOAD_TOO_LARGE");
    }

    @Test
    void bytes_after_a_refusal_are_discarded_for_a_while_and_not_forever() {
        HttpIntake refused = fixture.http.receive(HttpCall.builder("POST", "/api/chat/message")
                .header("Content-Length", "100")
                .build());
        assertThat(reply(refused)).isEqualTo("401 AUTHENTICATION_FAILED");

        fixture.time.advance(Duration.ofMillis(1_999));
        assertThat(refused.bodyOver()).isNotDone();
        fixture.time.advance(Duration.ofMillis(1));

        assertThat(refused.bodyOver()).isDone();
    }

    @Test
    void no_more_than_the_largest_body_is_discarded() {
        HttpIntake refused = fixture.http.receive(HttpCall.builder("POST", "/api/chat/message")
                .header("Transfer-Encoding", "chunked")
                .build());

        refused.add(new byte[256 * KIB], 256 * KIB);
        assertThat(refused.bodyOver()).isNotDone();
        refused.add(new byte[1], 1);

        assertThat(refused.bodyOver()).isDone();
    }

    @Test
    void the_bounds_are_checked_when_they_are_set() {
        ChatHttp.Builder builder = ChatHttp.builder(
                fixture.engine, fixture.tokens.authenticators.customers(), fixture.tokens.authenticators.agents());

        assertThatThrownBy(() -> builder.maxBodyTime(Duration.ZERO))
                .hasMessageContaining("maxBodyTime must be between");
        assertThatThrownBy(() -> builder.bodyBytesInAll(0)).hasMessage("bodyBytesInAll must be at least 1, was 0");
        assertThatThrownBy(() -> builder.bodyBytesPerAddress(0))
                .hasMessage("bodyBytesPerAddress must be at least 1, was 0");
    }

    @Test
    void a_request_that_the_server_itself_rejects_gets_an_envelope() {
        HttpReply reply = fixture.http.rejection(431);

        assertThat(reply.status()).isEqualTo(431);
        assertThat(reply.headers()).containsEntry("X-Content-Type-Options", "nosniff");
        assertThat(new String(reply.body(), UTF_8))
                .contains("HEADERS_TOO_LARGE", reply.headers().get("X-Request-Id"));
        assertThat(fixture.http.rejection(400).status()).isEqualTo(400);
        assertThat(fixture.http.rejection(505).status()).isEqualTo(400);
        assertThat(fixture.http.rejection(500).status()).isEqualTo(500);
    }

    private HttpIntake receive(String address, int length) {
        return fixture.http.receive(
                head(address).header("Content-Length", Integer.toString(length)).build());
    }

    private HttpCall.Builder head(String address) {
        return HttpCall.builder("POST", "/api/chat/message")
                .remoteAddress(address)
                .header("Authorization", "Bearer " + fixture.tokens.customer("alice"))
                .header("Content-Type", "application/json");
    }

    private static String reply(HttpIntake intake) {
        Reply reply = Reply.of(intake.reply());
        return reply.status() + " " + reply.code();
    }
}
