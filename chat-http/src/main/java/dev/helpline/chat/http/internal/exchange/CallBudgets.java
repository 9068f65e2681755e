package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.core.policy.AttachmentPolicy;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.internal.wire.Problem;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.spi.limit.Limit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Limits the calls that the engine does not limit: calls with invalid tokens, calls for sessions that do not exist, reads,
 * and frames over sockets. A client that polls at the documented interval never reaches any of these limits. Thread-safe.
 */
public final class CallBudgets {
    /** The unit in which bytes are counted; a reply shorter than this counts only as a read. */
    private static final int LONG_REPLY = 64 * 1024;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** What one agent or one customer may read in long replies: 32 MiB at once, and half a MiB per second. */
    private static final Limit LONG_REPLIES = new Limit(32 * 1024 * 1024 / LONG_REPLY, MINUTE);

    /** How many messages with all the files that the policy allows one agent or one customer may download at once, and per minute. */
    private static final int FULL_MESSAGES = 10;

    private final CallBudget unauthenticated;
    private final CallBudget missing;
    private final CallBudget customerReads;
    private final CallBudget agentReads;
    private final CallBudget longReplies;

    /**
     * The bytes of files have a budget of their own: they are read and sent in small parts, as fast as the client takes them, so that they
     * cost hardly any memory, while a single message may have more of them than long replies may.
     */
    private final CallBudget files;

    private final CallBudget customerFrames;
    private final CallBudget agentFrames;
    private final ClientAddresses addresses;

    public CallBudgets(Limits limits, AttachmentPolicy attachments, InstantSource clock, ClientAddresses addresses) {
        unauthenticated = new CallBudget(limits.unauthenticated(), clock);
        missing = new CallBudget(limits.missing(), clock);
        customerReads = new CallBudget(limits.customerReads(), clock);
        agentReads = new CallBudget(limits.agentReads(), clock);
        longReplies = new CallBudget(LONG_REPLIES, clock);
        files = new CallBudget(filesOf(attachments), clock);
        customerFrames = new CallBudget(limits.customerFrames(), clock);
        agentFrames = new CallBudget(limits.agentFrames(), clock);
        this.addresses = addresses;
    }

    private static Limit filesOf(AttachmentPolicy attachments) {
        long fullMessage = attachments.maxFiles() * attachments.maxFileBytes();
        return new Limit((int) Math.max(1, FULL_MESSAGES * fullMessage / LONG_REPLY), MINUTE);
    }

    /**
     * The limits that a host may choose.
     *
     * @param unauthenticated replies with status 401 to one address
     * @param missing replies with status 404 to one address
     * @param customerReads reads of one customer, or of all callers without a token in one session
     * @param agentReads reads of one agent
     * @param customerFrames frames over sockets of one customer, or of all callers without a token in one session
     * @param agentFrames frames over sockets of one agent
     */
    public record Limits(
            Limit unauthenticated,
            Limit missing,
            Limit customerReads,
            Limit agentReads,
            Limit customerFrames,
            Limit agentFrames) {}

    /** Counts a read, and rejects it with RATE_LIMITED if the caller has read too much. */
    void read(Caller caller, HttpCall call) {
        String reader = reader(caller, call);
        longReplies.exhaustedFor(reader).ifPresent(wait -> {
            throw tooMuch("long replies", longReplies, wait);
        });
        CallBudget reads = caller.isAgent() ? agentReads : customerReads;
        reads.take(reader).ifPresent(wait -> {
            throw tooMuch("reads", reads, wait);
        });
    }

    /** Counts a frame over a socket. Returns false if the caller has sent too many. */
    public boolean frame(Caller caller, HttpCall handshake) {
        CallBudget frames = caller.isAgent() ? agentFrames : customerFrames;
        return frames.take(reader(caller, handshake)).isEmpty();
    }

    /** Counts the reply to a read, and rejects it with RATE_LIMITED if other long replies, or other files, have used up the budget. */
    void replied(Caller caller, HttpCall call, HttpReply reply) {
        long units = reply.bodyLength() == HttpReply.UNKNOWN_LENGTH ? 1 : reply.bodyLength() / LONG_REPLY;
        if (units > 0) {
            boolean isFile = reply.content().isPresent();
            CallBudget budget = isFile ? files : longReplies;
            budget.take(reader(caller, call), units).ifPresent(wait -> {
                throw tooMuch(isFile ? "files" : "long replies", budget, wait);
            });
        }
    }

    /** Returns the problem to report: the given one, or RATE_LIMITED if the address has caused too many like it. */
    public Problem counted(Problem problem, HttpCall call) {
        return switch (problem.error().status()) {
            case 401 -> counted(problem, "calls without a valid token", unauthenticated, call);
            case 404 -> counted(problem, "calls for what does not exist", missing, call);
            default -> problem;
        };
    }

    /** Does not count calls whose address is unknown, since they would share one budget. */
    private Problem counted(Problem problem, String what, CallBudget budget, HttpCall call) {
        if (call.remoteAddress().isEmpty()) {
            return problem;
        }
        Optional<Duration> wait = budget.take(addresses.keyOf(call));
        return wait.isEmpty() ? problem : tooMuch(what, budget, wait.get()).problem();
    }

    /**
     * Callers without a token are counted per session instead of per address, since many of them may share an address.
     */
    private static String reader(Caller caller, HttpCall call) {
        return caller.isAnonymous() ? "path:" + call.path() : caller.key();
    }

    private static Refusal tooMuch(String what, CallBudget budget, Duration wait) {
        Problem problem = Problem.of(WireError.RATE_LIMITED, "Too many " + what + "; wait before the next call");
        return new Refusal(problem.withLimit(Integer.toString(budget.limit().count()), wait));
    }
}
