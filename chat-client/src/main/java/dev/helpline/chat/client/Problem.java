package dev.helpline.chat.client;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts of a failed call while they are being collected. Not thread-safe. */
final class Problem {
    final String request;
    final String code;

    @Nullable
    Integer httpStatus;

    @Nullable
    Duration retryAfter;

    @Nullable
    String requestId;

    @Nullable
    String serverMessage;

    @Nullable
    String place;

    @Nullable
    Throwable cause;

    Map<String, Object> details = Collections.emptyMap();

    /** Takes the request as method and path, without the query. */
    Problem(String request, String code) {
        this.request = request;
        this.code = code;
    }

    String summary() {
        StringBuilder summary = new StringBuilder(request).append(": ").append(code);
        if (httpStatus != null) {
            summary.append(" (HTTP ").append(httpStatus).append(')');
        }
        if (place != null) {
            summary.append(", ").append(place);
        }
        if (requestId != null) {
            summary.append(", request ").append(requestId);
        }
        if (cause != null) {
            summary.append(": ")
                    .append(cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage());
        }
        return summary.toString();
    }
}
