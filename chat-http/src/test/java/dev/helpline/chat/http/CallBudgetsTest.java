package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.core.policy.AttachmentPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.limit.Limit;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on calls with bad tokens, on guessed session ids and on reads. */
class CallBudgetsTest {
    private static final int FILE = 256 * 1024;
    private static final String EMOJI = "\uD83D\uDE00";

    private final ChatFixture fixture = ChatFixture.with(
            ChatPolicy.builder().access(AccessPolicy.SESSION_ID).customerMessages(null), UnaryOperator.identity());

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/chat/history", "/api/admin/chat/agents"})
    void too_many_bad_tokens_from_one_address_get_429(String path) {
        Reply last = repeat(1000, () -> fixture.get(path).token("guess").send());

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.code()).isEqualTo("RATE_LIMITED");
        assertThat(last.headers()).containsEntry("RateLimit-Limit", "300").containsEntry("Retry-After", "1");
    }

    @Test
    void bad_tokens_cost_neither_other_addresses_nor_good_tokens_of_the_same_one_anything() {
        repeat(1000, () -> fixture.get("/api/chat/history").token("guess").send());

        fixture.get("/api/chat/history").token("guess").from("198.51.100.1").expect(401);
        fixture.get("/api/chat/history").token(fixture.tokens.customer("alice")).expect(200);
    }

    @Test
    void too_many_guessed_session_ids_from_one_address_get_429() {
        fixture.start("alice", "s-1");

        Reply last = fixture.get("/api/chat/session/guess").send();
        for (int i = 0; i < 3000 && last.status() == 404; i++) {
            last = fixture.get("/api/chat/session/guess-" + i).send();
        }

        assertThat(last.code()).isEqualTo("RATE_LIMITED");
        fixture.get("/api/chat/session/guess").from("198.51.100.1").expect(404);
        fixture.get("/api/chat/session/s-1").expect(200);
    }

    @Test
    void a_budget_refills_with_time() {
        repeat(1000, () -> fixture.get("/api/chat/history").token("guess").send());

        fixture.time.advance(Duration.ofSeconds(1));

        fixture.get("/api/chat/history").token("guess").expect(401);
    }

    @Test
    void a_customer_who_reads_without_a_pause_gets_429() {
        fixture.start("alice", "s-1");
        String token = fixture.tokens.customer("alice");

        Reply last =
                repeat(601, () -> fixture.get("/api/chat/poll/s-1").token(token).send());

        assertThat(last.code()).isEqualTo("RATE_LIMITED");
        fixture.say("alice", "s-1", "m-1", "sending has a budget of its own");
        fixture.get("/api/chat/poll/s-1").token(fixture.tokens.agent("sarah")).expect(200);
    }

    @Test
    void a_client_that_polls_ten_sessions_at_the_documented_interval_is_never_limited() {
        fixture.start("alice", "s-1");
        String token = fixture.tokens.customer("alice");

        for (int second = 0; second < 600; second += 2) {
            for (int session = 0; session < 10; session++) {
                fixture.get("/api/chat/poll/s-1").token(token).expect(200);
            }
            fixture.time.advance(fixture.engine.policy().pollInterval());
        }
    }

    @Test
    void without_tokens_every_session_has_its_own_budget_however_many_share_an_address() {
        fixture.start("alice", "s-1");
        fixture.start("bob", "s-2");
        repeat(601, () -> fixture.get("/api/chat/poll/s-1").send());

        fixture.get("/api/chat/poll/s-1").expect(429, "RATE_LIMITED");
        fixture.get("/api/chat/poll/s-2").expect(200);
    }

    @Test
    void public_calls_are_never_limited() {
        Reply last = repeat(1000, () -> fixture.get("/api/chat/config").send());

        assertThat(last.status()).isEqualTo(200);
    }

    @Test
    void reading_a_long_page_again_and_again_gets_429_after_some_dozen_megabytes() {
        fixture.start("alice", "s-1");
        String text = EMOJI.repeat(ChatPolicy.LONGEST_MESSAGE);
        IntStream.range(0, 60).forEach(i -> fixture.answer("sarah", "s-1", "m-" + i, text));
        String token = fixture.tokens.customer("alice");

        int bytes = 0;
        Reply reply = fixture.get("/api/chat/poll/s-1?limit=100").token(token).send();
        for (int i = 0; i < 100 && reply.status() == 200; i++) {
            bytes += reply.text().length();
            reply = fixture.get("/api/chat/poll/s-1?limit=100").token(token).send();
        }

        assertThat(reply.code()).isEqualTo("RATE_LIMITED");
        assertThat(bytes).isLessThan(40_000_000);
        fixture.time.advance(Duration.ofMinutes(1));
        fixture.get("/api/chat/poll/s-1?limit=100").token(token).expect(200);
    }

    @Test
    void downloading_more_than_ten_full_messages_a_minute_gets_429_and_costs_no_other_reads() {
        AttachmentPolicy oneSmallFile =
                AttachmentPolicy.builder().maxFiles(1).maxFileBytes(FILE).build();
        try (ChatFixture files =
                ChatFixture.with(ChatPolicy.builder().attachments(oneSmallFile), UnaryOperator.identity())) {
            files.start("alice", "s-1");
            files.upload("alice", "s-1", "f-1", "x".repeat(FILE));
            String token = files.tokens.customer("alice");
            files.post("/api/chat/message", "{\"sessionId\":\"s-1\",\"attachmentIds\":[\"f-1\"]}")
                    .token(token)
                    .expect(200);
            Call download = files.get("/api/chat/attachments/s-1/f-1").token(token);

            IntStream.range(0, 10).forEach(i -> download.expect(200));

            download.expect(429, "RATE_LIMITED");
            files.call("HEAD", "/api/chat/attachments/s-1/f-1").token(token).expect(200);
            files.get("/api/chat/poll/s-1").token(token).expect(200);
            files.time.advance(Duration.ofSeconds(6));
            download.expect(200);
        }
    }

    @Test
    void a_host_chooses_its_own_budgets() {
        Limit one = new Limit(1, Duration.ofMinutes(1));
        try (ChatFixture strict = ChatFixture.with(
                ChatPolicy.builder(),
                http -> http.unauthenticatedCalls(one)
                        .notFoundCalls(one)
                        .customerReads(one)
                        .agentReads(one))) {
            assertThat(repeat(2, () -> strict.get("/api/chat/history").send()).status())
                    .isEqualTo(429);
            assertThat(repeat(2, () -> strict.get("/nothing").send()).status()).isEqualTo(429);
            assertThat(repeat(
                                    2,
                                    () -> strict.get("/api/chat/history")
                                            .token(strict.tokens.customer("alice"))
                                            .send())
                            .status())
                    .isEqualTo(429);
            assertThat(repeat(
                                    2,
                                    () -> strict.get("/api/admin/chat/agents")
                                            .token(strict.tokens.agent("sarah"))
                                            .send())
                            .status())
                    .isEqualTo(429);
        }
    }

    private static Reply repeat(int times, Supplier<Reply> call) {
        Reply reply = call.get();
        for (int i = 1; i < times; i++) {
            reply = call.get();
        }
        return reply;
    }
}
