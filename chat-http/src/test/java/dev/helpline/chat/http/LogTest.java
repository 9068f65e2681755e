package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.limit.RateLimiter;
import dev.helpline.chat.spi.privacy.HoldSubject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogTest {
    private static final RateLimiter BROKEN = (key, limit) -> {
        throw new IllegalStateException("out of order");
    };

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.helpline.chat.http");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            super.append(event);
        }
    };
    private final ChatFixture fixture = ChatFixture.making(engine -> engine.rateLimiter(BROKEN));

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setLevel(null);
        fixture.close();
    }

    @Test
    void an_unexpected_failure_is_logged_once_with_the_request_id() {
        fixture.post("/api/chat/session", "{}")
                .token(fixture.tokens.customer("alice"))
                .header("X-Request-Id", "r-1")
                .expect(500, "SESSION_CREATION_FAILED");

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage())
                    .isEqualTo("request r-1: POST /api/chat/session failed unexpectedly");
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("out of order");
        });
    }

    @Test
    void a_proxy_that_is_not_trusted_is_named_once() {
        for (int i = 0; i < 3; i++) {
            fixture.get("/api/chat/history")
                    .header("X-Forwarded-For", "198.51.100.1")
                    .token(fixture.tokens.customer("alice"))
                    .expect(200);
        }

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).contains("203.0.113.7").doesNotContain("198.51.100.1");
        });
    }

    @Test
    void a_callers_mistake_is_not_logged() {
        fixture.post("/api/chat/session", "{")
                .token(fixture.tokens.customer("alice"))
                .expect(400);
        fixture.get("/api/chat/history").token("forged").expect(401);
        fixture.get("/api/chat/poll/nobodys")
                .token(fixture.tokens.customer("alice"))
                .expect(404);

        assertThat(log.list).isEmpty();
    }

    @Test
    void the_reason_for_rejecting_a_token_is_logged_at_debug_level_and_never_the_token() {
        logger.setLevel(Level.DEBUG);
        String expired = fixture.tokens.customer("alice", Duration.ofSeconds(1));
        fixture.time.advance(Duration.ofSeconds(1));

        fixture.get("/api/chat/history")
                .token(expired)
                .header("X-Request-Id", "r-1")
                .expect(401);
        fixture.get("/api/admin/chat/agents")
                .token(expired)
                .header("X-Request-Id", "r-2")
                .expect(401);
        fixture.get("/api/chat/history")
                .header("Authorization", "Basic YWxp")
                .header("X-Request-Id", "r-3")
                .expect(401);

        assertThat(log.list)
                .extracting(event -> event.getLevel() + " "
                        + event.getMDCPropertyMap().get("requestId") + " " + event.getFormattedMessage())
                .containsExactly(
                        "DEBUG r-1 a token is rejected: as a customer's, expired; as an agent's, wrong signature",
                        "DEBUG r-2 an agent's token is rejected: wrong signature",
                        "DEBUG r-3 the Authorization header is rejected: not one Bearer token");
        assertThat(log.list.toString()).doesNotContain(expired, "YWxp");
    }

    @Test
    void a_genuine_token_with_an_unusable_id_logs_one_warning_in_five_minutes() {
        String token = fixture.tokens.customer("two words");

        fixture.get("/api/chat/history").token(token).expect(401, "AUTHENTICATION_FAILED");
        fixture.get("/api/chat/history").token(token).expect(401, "AUTHENTICATION_FAILED");

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage())
                    .isEqualTo("a genuine token is rejected: sub cannot be used: customer id must be 1 to 128 printable"
                            + " ASCII characters without space, quotes, \\, < and >, had 9 characters");
        });
    }

    @Test
    void neither_a_text_nor_a_token_is_logged() {
        String token = fixture.tokens.customer("alice");
        fixture.post("/api/chat/session", "{\"subject\":\"a private matter\"}")
                .token(token)
                .expect(500);

        assertThat(log.list.toString()).doesNotContain("private", token);
    }

    @Test
    void an_erasure_logs_neither_the_customer_nor_a_text() {
        Logger all = (Logger) LoggerFactory.getLogger("dev.helpline.chat");
        Level before = all.getLevel();
        all.setLevel(Level.DEBUG);
        all.addAppender(log);
        try (ChatFixture working = ChatFixture.strict()) {
            CustomerId alice = new CustomerId("canary-alice");
            working.post("/api/chat/session", "{\"subject\":\"canary\",\"initialMessage\":\"canary\"}")
                    .token(working.tokens.customer(alice.value()))
                    .expect(200);

            working.engine.privacy().hold(HoldSubject.of(alice), "canary case");
            assertThatThrownBy(() -> working.engine.privacy().erase(alice))
                    .isInstanceOf(ChatException.class)
                    .hasMessageNotContaining("canary");
            working.engine.privacy().release(HoldSubject.of(alice));
            assertThat(working.engine.privacy().erase(alice).sessions()).isEqualTo(1);
        } finally {
            all.detachAppender(log);
            all.setLevel(before);
        }

        assertThat(log.list).isNotEmpty();
        assertThat(log.list.toString()).doesNotContain("canary");
    }

    @Test
    void the_logging_context_has_the_request_id_and_the_hosts_value_is_restored() {
        Authenticator unable = token -> {
            throw new IllegalStateException("key server does not reply");
        };
        ChatHttp http = ChatHttp.builder(fixture.engine, unable, unable).build();
        MDC.put("requestId", "the host's own");

        new Call(http, "GET", "/api/chat/history")
                .token("t")
                .header("X-Request-Id", "r-2")
                .expect(503);

        assertThat(log.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getMDCPropertyMap()).containsEntry("requestId", "r-2"));
        assertThat(MDC.get("requestId")).isEqualTo("the host's own");
        MDC.clear();
    }
}
