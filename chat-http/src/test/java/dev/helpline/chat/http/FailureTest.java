package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.limit.RateLimiter;
import dev.helpline.chat.testkit.fault.Fault;
import dev.helpline.chat.testkit.fault.FaultyStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The replies when the store, the engine or an authenticator fails. */
class FailureTest {
    private static final String SECRET = "jdbc:h2:/var/secret";

    @Test
    void a_message_that_was_not_stored_says_so() {
        FaultyStore store = new FaultyStore(new MemoryChatStore());
        try (ChatFixture fixture = ChatFixture.over(store, ChatPolicy.builder(), UnaryOperator.identity())) {
            fixture.start("alice", "s-1");
            store.next(Fault.NOT_STORED);

            Reply reply = send(fixture).expect(503, "STORE_UNAVAILABLE");

            assertThat(reply.json().at("/error/details/stored").asText()).isEqualTo("no");
            assertThat(reply.headers()).containsEntry("Retry-After", "1");
            send(fixture).expect(200);
        }
    }

    @Test
    void a_message_of_unknown_outcome_is_reported_so_and_a_repeat_settles_it() {
        FaultyStore store = new FaultyStore(new MemoryChatStore());
        try (ChatFixture fixture = ChatFixture.over(store, ChatPolicy.builder(), UnaryOperator.identity())) {
            fixture.start("alice", "s-1");
            store.next(Collections.nCopies(100, Fault.UNKNOWN_STORED).toArray(Fault[]::new));

            Reply reply = send(fixture).inTime(fixture.time);

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("STORE_UNAVAILABLE");
            assertThat(reply.json().at("/error/details/stored").asText()).isEqualTo("unknown");
            assertThat(reply.headers()).containsEntry("Retry-After", "1");
            store.mend();
            Reply repeat = send(fixture).inTime(fixture.time);
            assertThat(repeat.status()).as(repeat.text()).isEqualTo(200);
            assertThat(repeat.data().path("messageId").asText()).isEqualTo("m-1");
        }
    }

    @Test
    void a_store_that_cannot_be_read_is_unavailable() {
        FaultyStore store = new FaultyStore(new MemoryChatStore());
        try (ChatFixture fixture = ChatFixture.over(store, ChatPolicy.builder(), UnaryOperator.identity())) {
            store.readsFail(true);

            Reply reply = fixture.get("/api/chat/history")
                    .token(fixture.tokens.customer("alice"))
                    .expect(503, "STORE_UNAVAILABLE");

            assertThat(reply.json().at("/error/details/stored").asText()).isEqualTo("no");
            assertThat(reply.headers()).containsEntry("Retry-After", "1");
            store.readsFail(false);
        }
    }

    @Test
    void an_unexpected_failure_gets_the_code_of_its_call_and_reveals_nothing() {
        AtomicBoolean broken = new AtomicBoolean();
        RateLimiter limiter = (key, limit) -> {
            if (broken.get()) {
                throw new IllegalStateException(SECRET);
            }
            return new RateLimiter.Allowed(1);
        };
        try (ChatFixture fixture = ChatFixture.making(engine -> engine.rateLimiter(limiter))) {
            fixture.start("alice", "s-1");
            broken.set(true);

            Reply start = fixture.post("/api/chat/session", "{}")
                    .token(fixture.tokens.customer("bob"))
                    .expect(500, "SESSION_CREATION_FAILED");
            Reply send = send(fixture).expect(500, "MESSAGE_SEND_FAILED");

            assertThat(start.text())
                    .contains("The session could not be started")
                    .doesNotContain(SECRET, "Exception");
            assertThat(send.text()).contains("The message could not be stored").doesNotContain(SECRET, "Exception");
        }
    }

    static Stream<Throwable> everythingThatCanBeThrown() {
        return Stream.of(
                new IllegalStateException(SECRET),
                new NoClassDefFoundError(SECRET),
                new IOException(SECRET),
                new StackOverflowError(SECRET));
    }

    @SuppressWarnings("unchecked") // Kotlin and Lombok throw checked exceptions this way
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeThrown")
    void tokens_that_cannot_be_verified_are_the_servers_fault(Throwable thrown) {
        try (ChatFixture fixture = ChatFixture.strict()) {
            ChatHttp http = ChatHttp.builder(
                            fixture.engine,
                            token -> {
                                FailureTest.<RuntimeException>sneak(thrown);
                                return new Authenticator.Refused("never");
                            },
                            fixture.tokens.authenticators.agents())
                    .clock(fixture.time)
                    .build();

            Reply reply = new Call(http, "GET", "/api/chat/history").token("t").expect(503, "STORE_UNAVAILABLE");

            assertThat(reply.text()).doesNotContain(SECRET);
        }
    }

    @Test
    void a_deactivated_agent_gets_another_code_than_a_bad_token() {
        try (ChatFixture fixture = ChatFixture.strict()) {
            fixture.get("/api/admin/chat/agents")
                    .token(fixture.tokens.agent("sarah"))
                    .expect(200);
            fixture.engine.setAgentActive(new AgentId("sarah"), false);

            Reply reply = fixture.get("/api/admin/chat/agents")
                    .token(fixture.tokens.agent("sarah"))
                    .expect(401, "INVALID_ADMIN");

            assertThat(reply.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"chat\"");
        }
    }

    @Test
    void a_chat_whose_store_is_gone_is_not_healthy() {
        FaultyStore store = new FaultyStore(new MemoryChatStore());
        try (ChatFixture fixture = ChatFixture.over(store, ChatPolicy.builder(), UnaryOperator.identity())) {
            fixture.get("/api/chat/health").expect(200);
            store.readsFail(true);
            fixture.get("/api/chat/health").expect(200);

            fixture.time.advance(Duration.ofSeconds(1));
            fixture.get("/api/chat/health").expect(503, "STORE_UNAVAILABLE");
            store.readsFail(false);
        }
    }

    @Test
    void a_closing_chat_is_not_healthy_and_accepts_nothing() {
        ChatFixture fixture = ChatFixture.strict();
        fixture.start("alice", "s-1");
        fixture.engine.close();

        fixture.get("/api/chat/health").expect(503, "STORE_UNAVAILABLE");
        fixture.post("/api/chat/session", "{}")
                .token(fixture.tokens.customer("bob"))
                .expect(503, "STORE_UNAVAILABLE");
        fixture.store.close();
    }

    private static Call send(ChatFixture fixture) {
        return fixture.post("/api/chat/message", ChatFixture.message("s-1", "m-1", "hi"))
                .token(fixture.tokens.customer("alice"));
    }
}
