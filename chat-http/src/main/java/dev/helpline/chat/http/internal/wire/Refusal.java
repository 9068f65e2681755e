package dev.helpline.chat.http.internal.wire;

import java.io.Serial;
import java.util.Map;

/**
 * Ends a call with a problem that this module found. Has no stack trace, since it becomes a reply and is not a fault.
 */
public final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The message for a session that does not exist, and for one that is not the caller's. */
    public static final String NO_SUCH_SESSION = "There is no such open session";

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    public Refusal(WireError error, String message) {
        this(Problem.of(error, message));
    }

    public static Refusal noSuchSession() {
        return new Refusal(WireError.SESSION_NOT_FOUND, NO_SUCH_SESSION);
    }

    public static Refusal noSuchMessage() {
        return new Refusal(WireError.MESSAGE_NOT_FOUND, "There is no such message");
    }

    public static Refusal unauthenticated() {
        return new Refusal(WireError.AUTHENTICATION_FAILED, "The token is missing, expired or not valid");
    }

    /** Rejects a call that can be retried soon, before anything was stored. */
    public static Refusal unavailable(String message) {
        Problem problem = new Problem(WireError.STORE_UNAVAILABLE, message, Map.of("stored", "no"), Map.of());
        return new Refusal(problem.withRetryAfter(Problem.DEFAULT_RETRY));
    }

    public Problem problem() {
        return problem;
    }
}
