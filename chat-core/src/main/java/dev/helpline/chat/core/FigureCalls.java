package dev.helpline.chat.core;

import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.figures.Figures;
import dev.helpline.chat.core.figures.LiveBoard;
import dev.helpline.chat.core.figures.Performance;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.store.ChatStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Calls for figures, an agent's or the host's. Each call of an agent's admits the agent once more. */
final class FigureCalls implements Figures {
    private final EngineParts engine;
    private final Runnable admission;

    /** @param admission throws if the caller may not make the call */
    FigureCalls(EngineParts engine, Runnable admission) {
        this.engine = engine;
        this.admission = admission;
    }

    @Override
    public Performance performance() {
        return CallBoundary.call(() -> {
            admission.run();
            return engine.times().performance();
        });
    }

    @Override
    public LiveBoard board() {
        return CallBoundary.call(() -> {
            admission.run();
            ChatStore store = engine.node().store();
            Instant now = engine.node().clock().instant();
            Map<AgentId, Long> taken = store.openSessionsPerAgent();
            List<Colleague> online = engine.roster().team().stream()
                    .filter(agent -> agent.presence() == Presence.ONLINE)
                    .toList();
            long available = online.stream()
                    .filter(agent -> taken.getOrDefault(agent.agent().id(), 0L) < agent.capacity())
                    .count();
            return LiveBoard.builder(now)
                    .sessions(store.openSessionTotals(now))
                    .agentsOnline(online.size())
                    .agentsAvailable((int) available)
                    .build();
        });
    }
}
