package dev.helpline.chat.client.fake;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A way in which a call can go wrong. Immutable. */
public final class Failure {
    private static final Failure LOST_REQUEST = new Failure(0, "", null, false);
    private static final Failure LOST_ANSWER = new Failure(0, "", null, true);

    private final int httpStatus;
    private final String code;
    private final @Nullable Duration retryAfter;
    private final boolean afterDoing;

    private Failure(int httpStatus, String code, @Nullable Duration retryAfter, boolean afterDoing) {
        this.httpStatus = httpStatus;
        this.code = code;
        this.retryAfter = retryAfter;
        this.afterDoing = afterDoing;
    }

    /** The connection breaks before the server hears of it. */
    public static Failure lostRequest() {
        return LOST_REQUEST;
    }

    /** The server does what was asked, and the connection breaks before the answer arrives. */
    public static Failure lostAnswer() {
        return LOST_ANSWER;
    }

    /** The server refuses with this status, 400 to 599, and code, and does nothing. */
    public static Failure refusal(int httpStatus, String code) {
        if (httpStatus < 400 || httpStatus > 599) {
            throw new IllegalArgumentException("httpStatus must be 400 to 599, was " + httpStatus);
        }
        return new Failure(httpStatus, Objects.requireNonNull(code, "code"), null, false);
    }

    /** The same refusal with a {@code Retry-After}; fractions of a second are dropped. */
    public Failure retryAfter(Duration wait) {
        return new Failure(httpStatus, code, Objects.requireNonNull(wait, "wait"), afterDoing);
    }

    boolean breaksConnection() {
        return httpStatus == 0;
    }

    boolean isAfterDoing() {
        return afterDoing;
    }

    FakeAnswer answer() {
        FakeAnswer answer = FakeAnswer.refused(httpStatus, code);
        return retryAfter == null ? answer : answer.retryAfterSeconds(retryAfter.toMillis() / 1000);
    }
}
