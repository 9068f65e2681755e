package dev.helpline.chat.http;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.session.EndedBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on the wire what the engine refused, and no more than the caller may know. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** Details that are the caller's business, spelled as the engine spells them. */
    private static final Set<String> PASSED_ON = Set.of("stored", "agentId", "agentName", "maxLength");

    private static final String SESSION_NOT_FOUND = "There is no such open session";
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final RateBudgets budgets;

    Failures(RateBudgets budgets) {
        this.budgets = budgets;
    }

    static Refusal noSuchSession() {
        return new Refusal(WireError.SESSION_NOT_FOUND, SESSION_NOT_FOUND);
    }

    static Refusal unauthenticated() {
        return new Refusal(WireError.AUTHENTICATION_FAILED, "The token is missing, expired or not valid");
    }

    static Refusal unavailable(String message) {
        Problem problem = new Problem(WireError.STORE_UNAVAILABLE, message, Map.of("stored", "no"), Map.of());
        return new Refusal(problem.withHeader(RateBudgets.RETRY_AFTER, RateBudgets.seconds(DEFAULT_RETRY)));
    }

    /** What the caller is told of a failure; what nobody expected is logged, and the caller told nothing about it. */
    Problem problem(Throwable failure, Route route, String requestId) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Refusal refusal) {
            return refusal.problem();
        }
        if (cause instanceof ChatException refusal) {
            return refused(refusal);
        }
        if (!(cause instanceof CancellationException)) {
            LOG.error("request {}: {} failed unexpectedly", requestId, route, cause);
        }
        return Problem.of(route.failure(), unexpected(route));
    }

    private static String unexpected(Route route) {
        return switch (route.failure()) {
            case SESSION_CREATION_FAILED -> "The session could not be started";
            case MESSAGE_SEND_FAILED -> "The message could not be stored";
            default -> "Something went wrong on our side";
        };
    }

    private Problem refused(ChatException refusal) {
        WireError error = ErrorTable.of(refusal.code());
        Problem problem = new Problem(error, message(error, refusal), details(refusal), Map.of());
        Duration retryAfter = refusal.retryAfter().orElse(DEFAULT_RETRY);
        return switch (error) {
            case RATE_LIMITED -> budgets.rateLimited(problem, refusal, retryAfter);
            case TOO_MANY_SESSIONS -> budgets.tooManySessions(problem, refusal);
            case STORE_UNAVAILABLE -> problem.withHeader(RateBudgets.RETRY_AFTER, RateBudgets.seconds(retryAfter));
            default -> problem;
        };
    }

    /** An engine's own words are for the host's log where they name what the caller may not know about. */
    private static String message(WireError error, ChatException refusal) {
        return switch (error) {
            case SESSION_NOT_FOUND -> notFound(refusal.code());
            case SESSION_EXPIRED -> "The session has ended because of inactivity";
            case INVALID_ADMIN -> "The token does not belong to an agent who may work";
            case AUTHENTICATION_FAILED -> "The token is missing, expired or not valid";
            case STORE_UNAVAILABLE -> "The store cannot be reached; try again";
            default -> String.valueOf(refusal.getMessage());
        };
    }

    /** The owner of a session that exists learns what is wrong with its state; other callers do not get these codes. */
    private static String notFound(ErrorCode code) {
        return switch (code) {
            case SESSION_NOT_OPEN -> "The session has ended";
            case SESSION_NOT_ENDED -> "The session has not ended yet, so it cannot be rated";
            default -> SESSION_NOT_FOUND;
        };
    }

    private static Map<String, String> details(ChatException refusal) {
        Map<String, String> details = new HashMap<>(refusal.details());
        details.keySet().retainAll(PASSED_ON);
        if (refusal.code() != ErrorCode.SESSION_NOT_FOUND && refusal.details().containsKey("state")) {
            details.put("sessionStatus", status(refusal.details()));
        }
        return details;
    }

    private static String status(Map<String, String> details) {
        String endedBy = details.get("endedBy");
        return endedBy == null ? Words.ACTIVE : Words.statusAfter(EndedBy.valueOf(endedBy));
    }
}
