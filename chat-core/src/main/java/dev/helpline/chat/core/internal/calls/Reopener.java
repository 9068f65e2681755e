package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.desk.AgentRoster;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.CommandFailures;
import dev.helpline.chat.core.internal.live.Deadline;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.LostRaces;
import dev.helpline.chat.core.internal.live.SlotNeeded;
import dev.helpline.chat.core.internal.rules.FreeSlots;
import dev.helpline.chat.core.internal.rules.ReopenSlots;
import dev.helpline.chat.core.internal.rules.ReopeningCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.OpenSessions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Submits commands that may reopen a session, and picks the slots for those that do: one of the customer's, and one of the agent who had
 * the session, if that agent is present and has one free. If another session takes a slot first, others are picked. Thread-safe.
 */
public final class Reopener {
    private final OpenSessions store;
    private final LiveSessions sessions;
    private final CustomerSlots slots;
    private final AgentRoster agents;
    private final ChatPolicy policy;

    /** Reopens sessions under a policy. */
    public Reopener(
            OpenSessions store, LiveSessions sessions, CustomerSlots slots, AgentRoster agents, ChatPolicy policy) {
        this.store = store;
        this.sessions = sessions;
        this.slots = slots;
        this.agents = agents;
        this.policy = policy;
    }

    /** Submits a command. Picking slots reads the store, on {@code executor}; a command that reopens nothing needs none. */
    public <T> CompletableFuture<T> submit(LiveSession live, ReopeningCommand<T> command, Executor executor) {
        return sessions.underWay(command, () -> new Attempts<>(live, command, executor).next());
    }

    /** One command, tried with slots after slots until it is settled or its time is up. */
    private final class Attempts<T> {
        private final LiveSession live;
        private final ReopeningCommand<T> command;
        private final Executor executor;
        private final Deadline deadline = sessions.deadline();
        private final LostRaces races = new LostRaces();

        Attempts(LiveSession live, ReopeningCommand<T> command, Executor executor) {
            this.live = live;
            this.command = command;
            this.executor = executor;
        }

        CompletableFuture<T> next() {
            return sessions.attempt(live, command, deadline)
                    .handle(this::settled)
                    .thenCompose(stage -> stage);
        }

        private CompletionStage<T> settled(T result, Throwable failure) {
            if (failure == null) {
                return CompletableFuture.completedFuture(result);
            }
            if (!(Futures.unwrapped(failure) instanceof SlotNeeded)) {
                return CompletableFuture.failedFuture(Futures.unwrapped(failure));
            }
            if (deadline.isOver()) {
                return CompletableFuture.failedFuture(
                        CommandFailures.notStored(command.name() + " lost every race for a slot", null));
            }
            return sessions.pause(races.lost())
                    .thenRunAsync(this::pick, executor)
                    .thenCompose(picked -> next());
        }

        private void pick() {
            Session ended = live.head().session();
            try {
                int openSlot = slots.free(slots.open(ended.customer().id()));
                command.useSlots(withAgent(ended, openSlot));
            } catch (ChatException refusal) {
                command.refuseSlots(refusal);
            }
        }
    }

    private ReopenSlots withAgent(Session ended, int openSlot) {
        Assignment owner = ended.assignment();
        Optional<Agent> agent =
                owner == null || !agents.isOnline(owner.agent()) ? Optional.empty() : agents.findActive(owner.agent());
        if (agent.isEmpty()) {
            return ReopenSlots.waiting(openSlot);
        }
        List<Session> load = store.openSessionsOf(agent.get().id());
        Integer own = agent.get().capacity();
        int capacity = own == null ? policy.agentCapacity() : own;
        return load.size() < capacity
                ? new ReopenSlots(openSlot, agent.get().id(), FreeSlots.lowest(load, Session::agentSlot))
                : ReopenSlots.waiting(openSlot);
    }
}
