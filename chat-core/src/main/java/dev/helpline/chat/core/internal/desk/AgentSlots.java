package dev.helpline.chat.core.internal.desk;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.rules.FreeSlots;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Picks the agents' slots: the lowest free one within the agent's capacity. A command that needs a slot gets one before it is
 * queued, so that it passes the commit queue once. The store keeps slots unique: if another session takes the slot first, another
 * one is picked. Thread-safe.
 */
public final class AgentSlots {
    private final Node node;
    private final LiveSessions sessions;

    /** Slots in the node's store. */
    public AgentSlots(Node node, LiveSessions sessions) {
        this.node = node;
        this.sessions = sessions;
    }

    /**
     * The slots a command may take.
     *
     * @param capacity the highest slot
     * @param force whether the command may take a slot above capacity if none within is free
     */
    public record Budget(AgentId agent, int capacity, boolean force) {}

    /**
     * Submits a command that may need a slot. Picking one reads the store, on the calling thread at first and on {@code
     * executor} if another session was faster.
     */
    public <T> CompletableFuture<T> submit(LiveSession live, SlotCommand<T> command, Budget budget, Executor executor) {
        return sessions.underWay(command, () -> {
            SlotAttempts<T> attempts = new SlotAttempts<>(sessions, live, command, () -> free(budget), executor);
            if (needsSlot(live, command)) {
                // Without a free slot the command is queued all the same: the session may have an agent by now.
                freeSlot(budget).ifPresent(command::useSlot);
            }
            return attempts.next();
        });
    }

    /** The lowest slot that the agent can take; throws SESSION_CONFLICT if there is none within the budget. Reads the store. */
    public int free(Budget budget) {
        return freeSlot(budget).orElseThrow(() -> full(budget));
    }

    private boolean needsSlot(LiveSession live, SlotCommand<?> command) {
        return command.decide(live.head().session(), node.clock().instant()) instanceof Decision.NeedSlot;
    }

    private Optional<Integer> freeSlot(Budget budget) {
        List<Session> open = node.store().openSessionsOf(budget.agent());
        // Sessions are counted, since one that took a slot above capacity by force uses up one below it too.
        if (open.size() >= budget.capacity() && !budget.force()) {
            return Optional.empty();
        }
        return Optional.of(FreeSlots.lowest(open, Session::agentSlot));
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
