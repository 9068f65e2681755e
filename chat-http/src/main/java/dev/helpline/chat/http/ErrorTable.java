package dev.helpline.chat.http;

import dev.helpline.chat.spi.ErrorCode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How the engine's codes are spelled on the wire: the one place where they meet. */
final class ErrorTable {
    // spotless:off
    private static final Map<ErrorCode, WireError> TABLE = table(
            ErrorCode.INVALID_REQUEST,         WireError.VALIDATION_ERROR,
            ErrorCode.INVALID_SESSION,         WireError.INVALID_SESSION_DATA,
            ErrorCode.INVALID_MESSAGE,         WireError.INVALID_MESSAGE_DATA,
            ErrorCode.INVALID_RATING,          WireError.INVALID_RATING,
            ErrorCode.RATING_EXISTS,           WireError.RATING_EXISTS,
            ErrorCode.AUTHENTICATION_REQUIRED, WireError.AUTHENTICATION_FAILED,
            ErrorCode.FORBIDDEN,               WireError.FORBIDDEN,
            ErrorCode.AGENT_INACTIVE,          WireError.INVALID_ADMIN,
            ErrorCode.SESSION_NOT_FOUND,       WireError.SESSION_NOT_FOUND,
            ErrorCode.SESSION_NOT_OPEN,        WireError.SESSION_NOT_FOUND,
            ErrorCode.SESSION_NOT_ENDED,       WireError.SESSION_NOT_FOUND,
            ErrorCode.SESSION_EXPIRED,         WireError.SESSION_EXPIRED,
            ErrorCode.SESSION_CONFLICT,        WireError.SESSION_CONFLICT,
            ErrorCode.MESSAGE_CONFLICT,        WireError.MESSAGE_CONFLICT,
            ErrorCode.RATE_LIMITED,            WireError.RATE_LIMITED,
            ErrorCode.TOO_MANY_SESSIONS,       WireError.TOO_MANY_SESSIONS,
            ErrorCode.STORE_UNAVAILABLE,       WireError.STORE_UNAVAILABLE);
    // spotless:on

    private ErrorTable() {}

    /** The wire's code; {@link WireError#INTERNAL_ERROR} for a code that is younger than this table. */
    static WireError of(ErrorCode code) {
        return TABLE.getOrDefault(code, WireError.INTERNAL_ERROR);
    }

    static Map<ErrorCode, WireError> all() {
        return TABLE;
    }

    private static Map<ErrorCode, WireError> table(Object... pairs) {
        Map<ErrorCode, WireError> table = new EnumMap<>(ErrorCode.class);
        for (int i = 0; i < pairs.length; i += 2) {
            table.put((ErrorCode) pairs[i], (WireError) pairs[i + 1]);
        }
        return Collections.unmodifiableMap(table);
    }
}
