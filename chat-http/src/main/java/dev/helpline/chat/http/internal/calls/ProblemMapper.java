package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.http.internal.wire.ErrorTable;
import dev.helpline.chat.http.internal.wire.Problem;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WireNames;
import dev.helpline.chat.http.internal.wire.WireTime;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.session.EndedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps failures of calls to problems on the wire, which tell the caller no more than it may know. */
public final class ProblemMapper {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    /** The engine's details that the caller may see; they keep their names. */
    private static final Set<String> PASSED_ON = Set.of(
            "stored",
            "agentId",
            "agentName",
            "maxLength",
            "filter",
            "reason",
            "blocked",
            "limitBytes",
            "consentVersion");

    /** Begins the engine's details about the answers of a form. */
    private static final String FORM_FIELD = "form.";

    private final ChatPolicy policy;

    public ProblemMapper(ChatPolicy policy) {
        this.policy = policy;
    }

    /**
     * Returns the problem to report for a failure. Logs an unexpected failure and tells the caller nothing about it.
     */
    Problem of(Throwable failure, Route route, String requestId) {
        return of(failure, route.failure(), route, requestId);
    }

    /**
     * As {@link #of(Throwable, Route, String)}, for a frame.
     *
     * @param unexpected the code for an unexpected failure
     * @param what names the call or frame in the log
     */
    public Problem of(Throwable failure, WireError unexpected, Object what, String requestId) {
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
            LOG.error("request {}: {} failed unexpectedly", requestId, what, cause);
        }
        return Problem.of(unexpected, messageOf(unexpected));
    }

    private static String messageOf(WireError unexpected) {
        return switch (unexpected) {
            case SESSION_CREATION_FAILED -> "The session could not be started";
            case MESSAGE_SEND_FAILED -> "The message could not be stored";
            default -> "Something went wrong on our side";
        };
    }

    private Problem refused(ChatException refusal) {
        WireError error = ErrorTable.of(refusal.code());
        Problem problem = new Problem(error, message(error, refusal), details(refusal), Map.of());
        Duration retryAfter = refusal.retryAfter().orElse(Problem.DEFAULT_RETRY);
        return switch (error) {
            case RATE_LIMITED, QUEUE_FULL ->
                problem.withLimit(refusal.details().getOrDefault("limit", "1"), retryAfter);
            case TOO_MANY_SESSIONS -> tooManySessions(problem, refusal);
            case STORE_UNAVAILABLE -> problem.withRetryAfter(retryAfter);
            default -> problem;
        };
    }

    /** The caller can start a session at the latest when one of the open ones has expired. */
    private Problem tooManySessions(Problem problem, ChatException refusal) {
        return problem.withLimit(
                Integer.toString(policy.maxOpenSessions()), refusal.retryAfter().orElse(policy.sessionTimeout()));
    }

    /** Replaces the engine's message if it may name facts that the caller must not know. */
    private static String message(WireError error, ChatException refusal) {
        return switch (error) {
            case SESSION_NOT_FOUND -> notFound(refusal.code());
            case SESSION_EXPIRED -> "The session has ended because of inactivity";
            case INVALID_ADMIN -> "The token does not belong to an active agent";
            case AUTHENTICATION_FAILED -> "The token is missing, expired or not valid";
            case STORE_UNAVAILABLE -> "The store cannot be reached; try again";
            case MESSAGE_NOT_FOUND -> "There is no such message";
            case ATTACHMENT_NOT_FOUND -> "There is no such file";
            default -> String.valueOf(refusal.getMessage());
        };
    }

    /** The engine returns the first two codes only to the owner of the session, who may know its state. */
    private static String notFound(ErrorCode code) {
        return switch (code) {
            case SESSION_NOT_OPEN -> "The session has ended";
            case SESSION_NOT_ENDED -> "The session has not ended yet, so it cannot be rated";
            default -> Refusal.NO_SUCH_SESSION;
        };
    }

    private static Map<String, String> details(ChatException refusal) {
        Map<String, String> details = new HashMap<>(refusal.details());
        details.keySet().retainAll(PASSED_ON);
        wrongAnswers(refusal).ifPresent(answers -> details.put("form", answers));
        String file = refusal.details().get("attachmentId");
        if (refusal.code() == ErrorCode.INVALID_MESSAGE && file != null) {
            details.put("attachmentId", file); // the client uploads it once more
        }
        String until = refusal.details().get("until");
        if (until != null) {
            details.put("until", WireTime.format(Instant.parse(until)));
        }
        if (refusal.code() != ErrorCode.SESSION_NOT_FOUND && refusal.details().containsKey("state")) {
            details.put("sessionStatus", status(refusal.details()));
        }
        return details;
    }

    /** The wrong answers of a form as {@code key=rule}, in the order of their keys; those without a key come last. */
    private static Optional<String> wrongAnswers(ChatException refusal) {
        StringJoiner answers = new StringJoiner(",");
        new TreeMap<>(refusal.details()).forEach((name, rule) -> {
            if (name.startsWith(FORM_FIELD)) {
                answers.add(name.substring(FORM_FIELD.length()) + "=" + rule);
            }
        });
        String unknown = refusal.details().get("form");
        if (unknown != null) {
            answers.add(unknown);
        }
        return answers.length() == 0 ? Optional.empty() : Optional.of(answers.toString());
    }

    private static String status(Map<String, String> details) {
        String endedBy = details.get("endedBy");
        return endedBy == null ? WireNames.ACTIVE : WireNames.statusAfter(EndedBy.valueOf(endedBy));
    }
}
