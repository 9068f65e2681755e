package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.core.internal.live.Deadline;
import dev.helpline.chat.core.internal.live.Failures;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.LostRaces;
import dev.helpline.chat.core.internal.live.SlotNeeded;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.OpenSessions;
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
    private final OpenSessions store;
    private final LiveSessions sessions;
    private final Executor workers;

    /** Picks on these workers where nobody waits, since picking reads the store. */
    public AgentSlots(OpenSessions store, LiveSessions sessions, Executor workers) {
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
        Tries tries = new Tries(sessions.deadline(), new LostRaces());
        while (true) {
            try {
                return Futures.join(sessions.attempt(live, command, tries.deadline()));
            } catch (SlotNeeded e) {
                Futures.join(pickAgain(command, budget, tries));
            }
        }
    }

    /** Picks another slot, which is done once the command may go again; throws if the time is up, or no slot is free. */
    private CompletableFuture<Void> pickAgain(SlotCommand<?> command, Budget budget, Tries tries) {
        if (tries.deadline().isOver()) {
            throw Failures.notStored(command.name() + " lost every race for a slot of agent " + budget.agent(), null);
        }
        command.useSlot(pick(budget));
        return sessions.pause(tries.races().lost());
    }

    private record Tries(Deadline deadline, LostRaces races) {}

    /** As {@link #call}, without waiting. */
    public <T> CompletableFuture<T> submit(LiveSession live, SlotCommand<T> command, Budget budget) {
        return sessions.underWay(
                command, () -> attempt(live, command, budget, new Tries(sessions.deadline(), new LostRaces())));
    }

    private <T> CompletableFuture<T> attempt(LiveSession live, SlotCommand<T> command, Budget budget, Tries tries) {
        return sessions.attempt(live, command, tries.deadline())
                .handleAsync((answer, failure) -> next(live, command, budget, tries, answer, failure), workers)
                .thenCompose(stage -> stage);
    }

    private <T> CompletionStage<T> next(
            LiveSession live,
            SlotCommand<T> command,
            Budget budget,
            Tries tries,
            @Nullable T answer,
            @Nullable Throwable failure) {
        if (failure == null) {
            return CompletableFuture.completedFuture(answer);
        }
        if (!(Failures.unwrapped(failure) instanceof SlotNeeded)) {
            return CompletableFuture.failedFuture(Failures.unwrapped(failure));
        }
        return pickAgain(command, budget, tries).thenCompose(paused -> attempt(live, command, budget, tries));
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
