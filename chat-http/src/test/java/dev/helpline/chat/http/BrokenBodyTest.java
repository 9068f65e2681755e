package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.internal.calls.Route;
import dev.helpline.chat.http.internal.exchange.AllowedCallers;
import dev.helpline.chat.spi.time.Scheduler;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that is malformed, cut off or late ends in a refusal on every route, and costs only its sender. */
class BrokenBodyTest {
    private static final String BODY = ChatFixture.message("s-1", "m-1", "Where is my order?");

    private final ChatFixture fixture = ChatFixture.strict();

    @BeforeEach
    void startASession() {
        fixture.start("alice", "s-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** The ways in which a body can break behind a sound head. */
    enum Broken {
        CHUNK_SIZE_THAT_IS_NO_NUMBER("Transfer-Encoding: chunked", "zz\n" + BODY + "\n0\n\n", false),
        CHUNK_SIZE_THAT_IS_NEGATIVE("Transfer-Encoding: chunked", "-1\n" + BODY + "\n0\n\n", false),
        CHUNK_SIZE_BEYOND_ALL_NUMBERS("Transfer-Encoding: chunked", "fffffffffffffffff\n" + BODY + "\n0\n\n", false),
        CHUNK_SIZE_OF_32_BITS("Transfer-Encoding: chunked", "ffffffff\n" + BODY + "\n0\n\n", false),
        CHUNK_LONGER_THAN_ITS_SIZE("Transfer-Encoding: chunked", "3\n" + BODY + "\n0\n\n", false),
        CHUNKS_WITHOUT_END("Transfer-Encoding: chunked", hexLength() + "\n" + BODY + "\n", true),
        CHUNKS_THAT_STALL("Transfer-Encoding: chunked", hexLength() + "\n" + BODY + "\n", false),
        CHUNK_THAT_IS_CUT("Transfer-Encoding: chunked", "ff\n" + BODY, true),
        LENGTH_THAT_NEVER_ARRIVES("Content-Length: " + (BODY.length() + 10), BODY, false),
        LENGTH_THAT_IS_CUT("Content-Length: " + (BODY.length() + 10), BODY, true),
        NOTHING_THAT_ARRIVES("Content-Length: " + BODY.length(), "", false),
        NOTHING_BEFORE_A_CUT("Content-Length: " + BODY.length(), "", true);

        private final String header;
        private final String sent;
        private final boolean cut;

        Broken(String header, String sent, boolean cut) {
            this.header = header;
            this.sent = sent;
            this.cut = cut;
        }

        private static String hexLength() {
            return Integer.toHexString(BODY.length());
        }
    }

    static Stream<Arguments> everyBreakOnEveryServer() {
        return Stream.of(ServerUnderTest.Kind.values())
                .flatMap(kind -> Stream.of(Broken.values()).map(broken -> Arguments.of(kind, broken)));
    }

    @ParameterizedTest
    @MethodSource("everyBreakOnEveryServer")
    void a_broken_body_is_refused_on_every_route(ServerUnderTest.Kind kind, Broken broken) {
        try (ServerUnderTest server = kind.start(fixture.http)) {
            assertThat(fixture.http.routes()).allSatisfy(route -> {
                String expected = route.takesBody() ? "408 REQUEST_INCOMPLETE" : "400 VALIDATION_ERROR";
                assertRefused(answer(server, route, broken, authorization(route)), expected);
            });

            Await.until(() -> fixture.http.bodyBytes() == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("everyBreakOnEveryServer")
    void a_caller_without_a_token_is_rejected_whatever_happens_to_the_body(ServerUnderTest.Kind kind, Broken broken) {
        try (ServerUnderTest server = kind.start(fixture.http)) {
            assertThat(fixture.http.routes())
                    .filteredOn(route -> route.allowed() != AllowedCallers.PUBLIC)
                    .allSatisfy(route -> assertRefused(
                            answer(server, route, broken, ""),
                            route.allowed() == AllowedCallers.AGENT ? "401 NO_TOKEN" : "401 AUTHENTICATION_FAILED"));

            assertThat(fixture.http.bodyBytes()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_of_a_broken_message_is_stored(ServerUnderTest.Kind kind) {
        Route send = fixture.http.routes().stream()
                .filter(route -> route.toString().equals("POST /api/chat/message"))
                .findFirst()
                .orElseThrow();
        try (ServerUnderTest server = kind.start(fixture.http)) {
            for (Broken broken : Broken.values()) {
                answer(server, send, broken, authorization(send));
            }
        }

        assertThat(fixture.get("/api/chat/messages/s-1")
                        .token(fixture.tokens.customer("alice"))
                        .expect(200)
                        .data()
                        .path("messages"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JDK   | POST   | /api/chat/nothing | application/json | 1000   | 404 NOT_FOUND",
                "JETTY | POST   | /api/chat/nothing | application/json | 1000   | 404 NOT_FOUND",
                "JDK   | DELETE | /api/chat/message | application/json | 1000   | 405 METHOD_NOT_ALLOWED",
                "JETTY | DELETE | /api/chat/message | application/json | 1000   | 405 METHOD_NOT_ALLOWED",
                "JDK   | POST   | /api/chat/message | text/plain       | 1000   | 415 UNSUPPORTED_MEDIA_TYPE",
                "JETTY | POST   | /api/chat/message | text/plain       | 1000   | 415 UNSUPPORTED_MEDIA_TYPE",
                "JDK   | POST   | /api/chat/message | application/json | 262145 | 413 PAYLOAD_TOO_LARGE",
                "JETTY | POST   | /api/chat/message | application/json | 262145 | 413 PAYLOAD_TOO_LARGE",
                "JDK   | OPTIONS| /api/chat/message | application/json | 1000   | 400 VALIDATION_ERROR",
                "JETTY | OPTIONS| /api/chat/message | application/json | 1000   | 400 VALIDATION_ERROR",
            })
    void a_call_is_checked_by_its_head_before_any_byte_of_the_body_arrives(
            ServerUnderTest.Kind kind, String method, String path, String type, int length, String expected) {
        try (ServerUnderTest server = kind.start(fixture.http);
                RawConnection wire = RawConnection.to(server)) {
            wire.send("""
                    %s %s HTTP/1.1
                    Host: x
                    Authorization: Bearer %s
                    Content-Type: %s
                    Content-Length: %d

                    """.formatted(method, path, fixture.tokens.customer("alice"), type, length));

            assertRefused(wire.answer(fixture.time), expected);
            assertThat(fixture.http.bodyBytes()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_refusal_by_the_head_is_sent_without_waiting_for_the_body(ServerUnderTest.Kind kind) {
        try (ServerUnderTest server = kind.start(fixture.http);
                RawConnection wire = RawConnection.to(server)) {
            wire.send("""
                    POST /api/chat/message HTTP/1.1
                    Host: x
                    Content-Type: application/json
                    Content-Length: 1000

                    """);

            assertThat(wire.statusLine()).startsWith("HTTP/1.1 401");
        }
    }

    /** A refusal by the head waits up to 2 seconds for the rest of the body. Here they are over before the server's thread gets to read. */
    @ParameterizedTest
    @EnumSource
    void a_body_that_is_over_before_it_is_read_holds_up_no_thread(ServerUnderTest.Kind kind) {
        try (ChatFixture hurried = ChatFixture.with(ChatPolicy.builder(), http -> http.scheduler(new Hurry()));
                ServerUnderTest server = kind.start(hurried.http);
                RawConnection wire = RawConnection.to(server)) {
            wire.send("""
                    POST /api/chat/message HTTP/1.1
                    Host: x
                    Content-Type: application/json
                    Content-Length: 1000

                    """);

            assertThat(wire.answer(hurried.time)).startsWith("HTTP/1.1 401");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_client_that_asks_before_it_sends_is_refused_without_its_body(ServerUnderTest.Kind kind) {
        try (ServerUnderTest server = kind.start(fixture.http);
                RawConnection wire = RawConnection.to(server)) {
            wire.send("""
                    POST /api/chat/message HTTP/1.1
                    Host: x
                    Expect: 100-continue
                    Content-Type: application/json
                    Content-Length: 1000

                    """);

            assertThat(wire.answer(fixture.time))
                    .contains("HTTP/1.1 401", "AUTHENTICATION_FAILED")
                    .doesNotContain("HTTP/1.1 2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_serves_the_next_call_after_a_refusal_by_the_head(ServerUnderTest.Kind kind) {
        String refused = """
                POST /api/chat/message HTTP/1.1
                Host: x
                Content-Type: application/json
                Content-Length: %d

                """.formatted(BODY.length()) + BODY;
        String next = """
                GET /api/chat/config HTTP/1.1
                Host: x
                Connection: close

                """;
        try (ServerUnderTest server = kind.start(fixture.http);
                RawConnection wire = RawConnection.to(server)) {
            assertThat(wire.send(refused + next).answer(fixture.time))
                    .startsWith("HTTP/1.1 401")
                    .contains("HTTP/1.1 200", "pollIntervalMillis");
        }
    }

    /** Whatever is scheduled happens at once, since time has passed. */
    private static final class Hurry implements Scheduler {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            nanos.addAndGet(delay.toNanos());
            task.run();
            return () -> {};
        }

        @Override
        public long nanoTime() {
            return nanos.get();
        }
    }

    private String answer(ServerUnderTest server, Route route, Broken broken, String authorization) {
        try (RawConnection wire = RawConnection.to(server)) {
            wire.send("""
                    %s %s HTTP/1.1
                    Host: x
                    %sContent-Type: application/json
                    %s

                    """.formatted(
                    route.method(),
                    route.path().toString().replace("{sessionId}", "s-1").replaceAll("\\{[A-Za-z]+}", "x-1"),
                    authorization,
                    broken.header));
            wire.send(broken.sent);
            if (broken.cut) {
                wire.cut();
            }
            return wire.answer(fixture.time);
        }
    }

    private String authorization(Route route) {
        String token = route.allowed() == AllowedCallers.AGENT
                ? fixture.tokens.agent("sarah")
                : fixture.tokens.customer("alice");
        return "Authorization: Bearer " + token + "\n";
    }

    private static void assertRefused(String answer, String expected) {
        Reply reply = RawConnection.firstReply(answer);
        assertThat(reply.status() + " " + (reply.status() == 0 ? answer : reply.code()))
                .isEqualTo(expected);
        assertThat(answer).doesNotContain("HTTP/1.1 2");
        assertThat(reply.json().path("success").asBoolean(true)).isFalse();
        assertThat(reply.json().path("requestId").asText()).isNotEmpty().isEqualTo(headerOf(reply, "X-Request-Id"));
        assertThat(headerOf(reply, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private static String headerOf(Reply reply, String name) {
        return reply.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("none");
    }
}
