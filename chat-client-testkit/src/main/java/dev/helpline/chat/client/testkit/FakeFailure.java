package dev.helpline.chat.client.testkit;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A way in which a call can fail. Immutable. */
public final class FakeFailure {
    private static final FakeFailure LOST_REQUEST = new FakeFailure(0, "", null, false);
    private static final FakeFailure LOST_ANSWER = new FakeFailure(0, "", null, true);

    private final int httpStatus;
    private final String code;
    private final @Nullable Duration retryAfter;
    private final boolean afterDoing;

    private FakeFailure(int httpStatus, String code, @Nullable Duration retryAfter, boolean afterDoing) {
        this.httpStatus = httpStatus;
        this.code = code;
        this.retryAfter = retryAfter;
        this.afterDoing = afterDoing;
    }

    /** The connection breaks before the request reaches the server. */
    public static FakeFailure lostRequest() {
        return LOST_REQUEST;
    }

    /** The server carries out the request, and the connection breaks before the response arrives. */
    public static FakeFailure lostAnswer() {
        return LOST_ANSWER;
    }

    /** The server rejects the request with this status, 400 to 599, and error code, and does nothing. */
    public static FakeFailure refusal(int httpStatus, String code) {
        if (httpStatus < 400 || httpStatus > 599) {
            throw new IllegalArgumentException("httpStatus must be 400 to 599, was " + httpStatus);
        }
        return new FakeFailure(httpStatus, Objects.requireNonNull(code, "code"), null, false);
    }

    /** Returns the same failure with a {@code Retry-After}; fractions of a second are dropped. */
    public FakeFailure retryAfter(Duration wait) {
        return new FakeFailure(httpStatus, code, Objects.requireNonNull(wait, "wait"), afterDoing);
    }

    boolean breaksConnection() {
        return httpStatus == 0;
    }

    boolean isAfterDoing() {
        return afterDoing;
    }

    FakeResponse answer() {
        FakeResponse answer = FakeResponse.refused(httpStatus, code);
        return retryAfter == null ? answer : answer.retryAfterSeconds(retryAfter.toMillis() / 1000);
    }
}
