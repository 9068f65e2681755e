package dev.helpline.chat.core.internal.inbox;

import dev.helpline.chat.core.inbox.RefusedCommandHandler;
import dev.helpline.chat.core.internal.lease.LeasedSessionWork;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.inbox.InboxStore;
import dev.helpline.chat.spi.store.LeaseStore;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the commands of the inbox, session by session and in the order of each, as long as this engine has the lease for it. A command is
 * removed once it is carried out. If the process is killed in between, it is carried out again, which its id makes known: it then has no effect.
 *
 * <p>Thread-safe.
 */
public final class CommandWork implements LeasedSessionWork.Task {
    private static final String LEASE = "inbox";
    private static final int COMMANDS_PER_READ = 100;

    /** What may be otherwise in a while. A command that is refused for any other reason is refused for good. */
    private static final Set<ErrorCode> PASSING =
            EnumSet.of(ErrorCode.STORE_UNAVAILABLE, ErrorCode.TOO_MANY_SESSIONS, ErrorCode.QUEUE_FULL);

    private static final Logger LOG = LoggerFactory.getLogger(CommandWork.class);

    private final InboxStore inbox;
    private final Consumer<InboxCommand> act;
    private final RefusedCommandHandler refused;
    private final DeliveryPolicy policy;
    private final InstantSource clock;
    private final LeasedSessionWork work;

    /**
     * Work that has not begun.
     *
     * @param act carries out a command, and throws if it is refused
     * @param leases the same store
     * @param owner the name of this engine, which no other one has
     */
    public CommandWork(
            InboxStore inbox,
            Consumer<InboxCommand> act,
            RefusedCommandHandler refused,
            DeliveryPolicy policy,
            LeaseStore leases,
            InstantSource clock,
            Scheduler time,
            String owner) {
        this.inbox = inbox;
        this.act = act;
        this.refused = refused;
        this.policy = policy;
        this.clock = clock;
        this.work = new LeasedSessionWork(LEASE, this, policy.sessionsAtATime(), leases, clock, time, owner);
    }

    /** Looks for commands soon, on a thread of its own. Returns at once. */
    public void look() {
        work.look();
    }

    /** Begins no further command. Waits a moment for those under way. */
    public void close() {
        work.close();
    }

    @Override
    public List<SessionId> due(int limit) {
        return inbox.sessionsWithCommands(clock.instant(), limit);
    }

    @Override
    public void work(SessionId session, LeasedSessionWork running) {
        List<InboxCommand> commands = inbox.commandsOf(session, COMMANDS_PER_READ);
        while (!commands.isEmpty()) {
            for (InboxCommand command : commands) {
                if (!isDue(command) || !running.mayGoOn() || !carryOut(command, running)) {
                    return;
                }
            }
            commands = inbox.commandsOf(session, COMMANDS_PER_READ);
        }
    }

    private boolean isDue(InboxCommand command) {
        Instant dueAt = command.dueAt();
        return dueAt != null && !dueAt.isAfter(clock.instant());
    }

    /** Carries out a command. Returns false if its session has to wait. */
    private boolean carryOut(InboxCommand command, LeasedSessionWork running) {
        Throwable failure = failureOf(command);
        if (failure == null) {
            inbox.commandDone(command);
            return true;
        }
        boolean passing = !(failure instanceof ChatException refusal) || PASSING.contains(refusal.code());
        if (passing && !running.mayGoOn()) {
            return false; // perhaps only because the engine is closing
        }
        int attempts = command.attempts() + 1;
        boolean forGood = !passing || attempts >= policy.attempts();
        InboxCommand failed = command.toBuilder()
                .attempts(attempts)
                .dueAt(forGood ? null : clock.instant().plus(policy.pauseAfter(attempts)))
                .failure(textOf(failure))
                .build();
        if (forGood) {
            LOG.warn("{} was refused, and is kept: {}", failed, textOf(failure));
            tell(failed);
        } else {
            LOG.info("{} failed, and is tried again", failed, failure);
        }
        inbox.commandFailed(failed);
        return forGood;
    }

    private @Nullable Throwable failureOf(InboxCommand command) {
        try {
            act.accept(command);
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private void tell(InboxCommand failed) {
        try {
            refused.onRefused(failed);
        } catch (Throwable e) { // also checked exceptions of hosts in other languages
            LOG.error("the handler of refused commands failed for {}", failed, e);
        }
    }

    private static String textOf(Throwable failure) {
        return failure instanceof ChatException refusal
                ? refusal.code() + ": " + refusal.getMessage()
                : String.valueOf(failure);
    }
}
