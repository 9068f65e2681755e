package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.core.internal.live.Failures;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.SlotNeeded;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionStore;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Picks the agents' slots: the lowest free one within the agent's capacity. The store keeps slots unique; whoever picked
 * one that somebody else was faster to take picks again. Thread-safe.
 */
public final class AgentSlots {
    private static final int MAX_ATTEMPTS = 50;

    private final SessionStore store;
    private final LiveSessions sessions;
    private final Executor workers;

    /** Picks on these workers where nobody waits, since picking reads the store. */
    public AgentSlots(SessionStore store, LiveSessions sessions, Executor workers) {
        this.store = store;
        this.sessions = sessions;
        this.workers = workers;
    }

    /**
     * Whose slot a command takes, and from how many.
     *
     * @param capacity the highest slot
     * @param force whether a slot above capacity may be taken if none within is free
     */
    public record Budget(AgentId agent, int capacity, boolean force) {}

    /** Does something that may need a slot, and waits for its end. Needs no worker, so that a worker may wait too. */
    public <T> T call(LiveSession live, SlotCommand<T> command, Budget budget) {
        return Futures.join(
                sessions.underWay(command, () -> CompletableFuture.completedFuture(attempts(live, command, budget))));
    }

    private <T> T attempts(LiveSession live, SlotCommand<T> command, Budget budget) {
        for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                return Futures.join(sessions.attempt(live, command));
            } catch (SlotNeeded e) {
                command.useSlot(pick(budget));
            }
        }
        throw full(budget);
    }

    /** As {@link #call}, without waiting. */
    public <T> CompletableFuture<T> submit(LiveSession live, SlotCommand<T> command, Budget budget) {
        return sessions.underWay(command, () -> attempt(live, command, budget, 1));
    }

    private <T> CompletableFuture<T> attempt(LiveSession live, SlotCommand<T> command, Budget budget, int attempt) {
        return sessions.attempt(live, command)
                .handleAsync((answer, failure) -> next(live, command, budget, attempt, answer, failure), workers)
                .thenCompose(stage -> stage);
    }

    private <T> CompletionStage<T> next(
            LiveSession live,
            SlotCommand<T> command,
            Budget budget,
            int attempt,
            @Nullable T answer,
            @Nullable Throwable failure) {
        if (failure == null) {
            return CompletableFuture.completedFuture(answer);
        }
        if (!(Failures.unwrapped(failure) instanceof SlotNeeded)) {
            return CompletableFuture.failedFuture(Failures.unwrapped(failure));
        }
        if (attempt == MAX_ATTEMPTS) {
            return CompletableFuture.failedFuture(full(budget));
        }
        command.useSlot(pick(budget));
        return attempt(live, command, budget, attempt + 1);
    }

    private int pick(Budget budget) {
        Set<Integer> taken = new HashSet<>();
        for (Session session : store.openSessionsOf(budget.agent())) {
            Integer slot = session.agentSlot();
            if (slot != null) {
                taken.add(slot);
            }
        }
        // Counted, since a slot above capacity that was taken by force uses up one below it too.
        if (taken.size() >= budget.capacity() && !budget.force()) {
            throw full(budget);
        }
        int slot = 1;
        while (taken.contains(slot)) {
            slot++;
        }
        return slot;
    }

    private static ChatException full(Budget budget) {
        return new ChatException(
                ErrorCode.SESSION_CONFLICT,
                "agent " + budget.agent() + " has as many sessions as it may have",
                Map.of(
                        "agentId", budget.agent().value(),
                        "capacity", Integer.toString(budget.capacity())));
    }
}
