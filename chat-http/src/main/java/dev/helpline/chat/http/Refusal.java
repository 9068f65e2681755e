package dev.helpline.chat.http;

import java.io.Serial;

/** Ends a call with a problem that was found at the wire. Carries no stack trace: it is an answer, not a fault. */
final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    Refusal(WireError error, String message) {
        this(Problem.of(error, message));
    }

    Problem problem() {
        return problem;
    }
}
