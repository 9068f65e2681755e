package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.limit.RateLimiter;
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
    private final House house = House.making(engine -> engine.rateLimiter(BROKEN));

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        house.close();
    }

    @Test
    void what_nobody_expected_is_logged_once_under_the_requests_id() {
        house.post("/api/chat/session", "{}")
                .token(house.tokens.customer("alice"))
                .header("X-Request-Id", "r-1")
                .expect(500, "SESSION_CREATION_FAILED");

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage())
                    .isEqualTo("request r-1: POST /api/chat/session failed unexpectedly");
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("out of order");
        });
    }

    @Test
    void what_a_caller_did_wrong_is_not_logged() {
        house.post("/api/chat/session", "{")
                .token(house.tokens.customer("alice"))
                .expect(400);
        house.get("/api/chat/history").token("forged").expect(401);
        house.get("/api/chat/poll/nobodys")
                .token(house.tokens.customer("alice"))
                .expect(404);

        assertThat(log.list).isEmpty();
    }

    @Test
    void neither_a_text_nor_a_token_gets_into_the_log() {
        String token = house.tokens.customer("alice");
        house.post("/api/chat/session", "{\"subject\":\"a private matter\"}")
                .token(token)
                .expect(500);

        assertThat(log.list.toString()).doesNotContain("private", token);
    }

    @Test
    void the_requests_id_stands_in_the_logging_context_and_the_hosts_own_is_put_back() {
        Authenticator unable = token -> {
            throw new IllegalStateException("key server does not answer");
        };
        ChatHttp http = ChatHttp.builder(house.engine, unable, unable).build();
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
