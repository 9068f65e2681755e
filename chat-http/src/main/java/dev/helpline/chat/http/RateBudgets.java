package dev.helpline.chat.http;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import java.time.Duration;

/** Tells a caller who did too much how much is allowed, and when to come back. */
final class RateBudgets {
    static final String RETRY_AFTER = "Retry-After";

    private final ChatPolicy policy;

    RateBudgets(ChatPolicy policy) {
        this.policy = policy;
    }

    /** With the limit that the engine says was reached. */
    Problem rateLimited(Problem problem, ChatException refusal, Duration retryAfter) {
        return withBudget(problem, refusal.details().getOrDefault("limit", "1"), retryAfter);
    }

    /** A place is free at the latest when an open session has ended by itself. */
    Problem tooManySessions(Problem problem, ChatException refusal) {
        return withBudget(
                problem,
                Integer.toString(policy.maxOpenSessions()),
                refusal.retryAfter().orElse(policy.sessionTimeout()));
    }

    /** Whole seconds, rounded up, at least one: whoever waits that long has waited long enough. */
    static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    /** With what is allowed, none of which is left before {@code reset} has passed. */
    static Problem withBudget(Problem problem, String limit, Duration reset) {
        return problem.withHeader(RETRY_AFTER, seconds(reset))
                .withHeader("RateLimit-Limit", limit)
                .withHeader("RateLimit-Remaining", "0")
                .withHeader("RateLimit-Reset", seconds(reset));
    }
}
