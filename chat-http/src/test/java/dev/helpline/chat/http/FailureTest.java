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

/** What callers are told when something breaks below. */
class FailureTest {
    private static final String SECRET = "jdbc:h2:/var/secret";

    @Test
    void a_message_that_was_not_stored_says_so() {
        FaultyStore store = new FaultyStore(new MemoryChatStore());
        try (House house = House.over(store, ChatPolicy.builder(), UnaryOperator.identity())) {
            house.start("alice", "s-1");
            store.next(Fault.NOT_STORED);

            Reply reply = send(house).expect(503, "STORE_UNAVAILABLE");

            assertThat(reply.json().at("/error/details/stored").asText()).isEqualTo("no");
            assertThat(reply.headers()).containsEntry("Retry-After", "1");
            send(house).expect(200);
        }
    }

    @Test
    void a_message_of_which_nobody_knows_says_so_and_a_repeat_settles_it() {
        FaultyStore store = new FaultyStore(new MemoryChatStore());
        try (House house = House.over(store, ChatPolicy.builder(), UnaryOperator.identity())) {
            house.start("alice", "s-1");
            store.next(Collections.nCopies(100, Fault.UNKNOWN_STORED).toArray(Fault[]::new));

            Reply reply = send(house).inTime(house.time);

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("STORE_UNAVAILABLE");
            assertThat(reply.json().at("/error/details/stored").asText()).isEqualTo("unknown");
            assertThat(reply.headers()).containsEntry("Retry-After", "1");
            store.mend();
            Reply repeat = send(house).inTime(house.time);
            assertThat(repeat.status()).as(repeat.text()).isEqualTo(200);
            assertThat(repeat.data().path("messageId").asText()).isEqualTo("m-1");
        }
    }

    @Test
    void a_store_that_cannot_be_read_is_unavailable() {
        FaultyStore store = new FaultyStore(new MemoryChatStore());
        try (House house = House.over(store, ChatPolicy.builder(), UnaryOperator.identity())) {
            store.readsFail(true);

            Reply reply = house.get("/api/chat/history")
                    .token(house.tokens.customer("alice"))
                    .expect(503, "STORE_UNAVAILABLE");

            assertThat(reply.json().at("/error/details/stored").asText()).isEqualTo("no");
            assertThat(reply.headers()).containsEntry("Retry-After", "1");
            store.readsFail(false);
        }
    }

    @Test
    void what_nobody_expected_is_told_by_its_call_and_without_its_inside() {
        AtomicBoolean broken = new AtomicBoolean();
        RateLimiter limiter = (key, limit) -> {
            if (broken.get()) {
                throw new IllegalStateException(SECRET);
            }
            return new RateLimiter.Allowed(1);
        };
        try (House house = House.making(engine -> engine.rateLimiter(limiter))) {
            house.start("alice", "s-1");
            broken.set(true);

            Reply start = house.post("/api/chat/session", "{}")
                    .token(house.tokens.customer("bob"))
                    .expect(500, "SESSION_CREATION_FAILED");
            Reply send = send(house).expect(500, "MESSAGE_SEND_FAILED");

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

    @SuppressWarnings("unchecked") // which is how Kotlin and Lombok throw checked exceptions
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeThrown")
    void tokens_that_cannot_be_judged_are_nobodys_fault_but_ours(Throwable thrown) {
        try (House house = House.strict()) {
            ChatHttp http = ChatHttp.builder(
                            house.engine,
                            token -> {
                                FailureTest.<RuntimeException>sneak(thrown);
                                return new Authenticator.Refused("never");
                            },
                            house.tokens.authenticators.agents())
                    .clock(house.time)
                    .build();

            Reply reply = new Call(http, "GET", "/api/chat/history").token("t").expect(503, "STORE_UNAVAILABLE");

            assertThat(reply.text()).doesNotContain(SECRET);
        }
    }

    @Test
    void a_deactivated_agent_is_told_apart_from_a_bad_token() {
        try (House house = House.strict()) {
            house.get("/api/admin/chat/agents")
                    .token(house.tokens.agent("sarah"))
                    .expect(200);
            house.engine.setAgentActive(new AgentId("sarah"), false);

            Reply reply = house.get("/api/admin/chat/agents")
                    .token(house.tokens.agent("sarah"))
                    .expect(401, "INVALID_ADMIN");

            assertThat(reply.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"chat\"");
        }
    }

    @Test
    void a_chat_whose_store_is_gone_is_not_healthy() {
        FaultyStore store = new FaultyStore(new MemoryChatStore());
        try (House house = House.over(store, ChatPolicy.builder(), UnaryOperator.identity())) {
            house.get("/api/chat/health").expect(200);
            store.readsFail(true);
            house.get("/api/chat/health").expect(200);

            house.time.advance(Duration.ofSeconds(1));
            house.get("/api/chat/health").expect(503, "STORE_UNAVAILABLE");
            store.readsFail(false);
        }
    }

    @Test
    void a_chat_that_closes_is_not_healthy_and_takes_nothing() {
        House house = House.strict();
        house.start("alice", "s-1");
        house.engine.close();

        house.get("/api/chat/health").expect(503, "STORE_UNAVAILABLE");
        house.post("/api/chat/session", "{}")
                .token(house.tokens.customer("bob"))
                .expect(503, "STORE_UNAVAILABLE");
        house.store.close();
    }

    private static Call send(House house) {
        return house.post("/api/chat/message", House.message("s-1", "m-1", "hi"))
                .token(house.tokens.customer("alice"));
    }
}
