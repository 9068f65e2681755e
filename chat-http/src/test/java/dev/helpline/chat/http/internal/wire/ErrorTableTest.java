package dev.helpline.chat.http.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorTableTest {
    @ParameterizedTest
    @EnumSource
    void no_refusal_of_the_engine_has_the_status_of_an_internal_error(ErrorCode code) {
        assertThat(ErrorTable.of(code)).isNotEqualTo(WireError.INTERNAL_ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, VALIDATION_ERROR, 400",
        "RATING_EXISTS, RATING_EXISTS, 400",
        "RATING_CLOSED, RATING_CLOSED, 409",
        "AUTHENTICATION_REQUIRED, AUTHENTICATION_FAILED, 401",
        "AGENT_INACTIVE, INVALID_ADMIN, 401",
        "FORBIDDEN, FORBIDDEN, 403",
        "SESSION_NOT_OPEN, SESSION_NOT_FOUND, 404",
        "SESSION_NOT_ENDED, SESSION_NOT_FOUND, 404",
        "SESSION_CONFLICT, SESSION_CONFLICT, 409",
        "SESSION_EXPIRED, SESSION_EXPIRED, 410",
        "TOO_MANY_SESSIONS, TOO_MANY_SESSIONS, 429",
        "QUEUE_FULL, QUEUE_FULL, 429",
        "STORE_UNAVAILABLE, STORE_UNAVAILABLE, 503"
    })
    void a_code_keeps_its_spelling_and_status(ErrorCode code, WireError error, int status) {
        assertThat(ErrorTable.of(code)).isEqualTo(error);
        assertThat(error.status()).isEqualTo(status);
    }
}
