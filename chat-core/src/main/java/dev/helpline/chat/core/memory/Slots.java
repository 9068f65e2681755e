package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which session has which slot of a customer or an agent: the two unique keys over all sessions. Thread-safe.
 */
final class Slots {
    private final Map<CustomerId, Map<Integer, SessionId>> customers = new HashMap<>();
    private final Map<AgentId, Map<Integer, SessionId>> agents = new HashMap<>();

    /** Takes both slots of {@code next}, or neither if another session has one of them. */
    synchronized boolean tryTake(Session next) {
        CustomerId customer = next.customer().id();
        AgentId agent = next.slotHolder();
        if (!isFree(customers, customer, next.openSlot(), next.id())
                || !isFree(agents, agent, next.agentSlot(), next.id())) {
            return false;
        }
        take(customers, customer, next.openSlot(), next.id());
        take(agents, agent, next.agentSlot(), next.id());
        return true;
    }

    /** Frees the slots that {@code before} had and {@code next} no longer has. */
    synchronized void giveUp(@Nullable Session before, Session next) {
        if (before != null) {
            release(customers, before.customer().id(), before.openSlot(), next.id());
            release(agents, before.slotHolder(), before.agentSlot(), next.id());
            take(customers, next.customer().id(), next.openSlot(), next.id());
            take(agents, next.slotHolder(), next.agentSlot(), next.id());
        }
    }

    /** Frees the slots of a session that is gone. */
    synchronized void release(Session session) {
        release(customers, session.customer().id(), session.openSlot(), session.id());
        release(agents, session.slotHolder(), session.agentSlot(), session.id());
    }

    synchronized List<SessionId> of(CustomerId customer) {
        return List.copyOf(customers.getOrDefault(customer, Map.of()).values());
    }

    synchronized List<SessionId> of(AgentId agent) {
        return List.copyOf(agents.getOrDefault(agent, Map.of()).values());
    }

    private static <K> boolean isFree(
            Map<K, Map<Integer, SessionId>> holders, @Nullable K owner, @Nullable Integer slot, SessionId id) {
        if (owner == null || slot == null) {
            return true;
        }
        SessionId holder = holders.getOrDefault(owner, Map.of()).get(slot);
        return holder == null || holder.equals(id);
    }

    private static <K> void take(
            Map<K, Map<Integer, SessionId>> holders, @Nullable K owner, @Nullable Integer slot, SessionId id) {
        if (owner != null && slot != null) {
            holders.computeIfAbsent(owner, unused -> new HashMap<>()).put(slot, id);
        }
    }

    private static <K> void release(
            Map<K, Map<Integer, SessionId>> holders, @Nullable K owner, @Nullable Integer slot, SessionId id) {
        if (owner != null && slot != null) {
            holders.computeIfPresent(owner, (unused, held) -> {
                held.remove(slot, id);
                return held.isEmpty() ? null : held;
            });
        }
    }
}
