package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.facts.OnlineInterval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** When agents were online. A caller has locked the row of each agent whose intervals it changes. */
final class OnlineTable {
    private static final ColumnList<OnlineInterval> COLUMNS = ColumnList.<OnlineInterval>builder()
            .text("agent_id", interval -> interval.agent().value())
            .instant("started_at", OnlineInterval::from)
            .instant("ended_at", OnlineInterval::until)
            .build();

    static final String SELECT = "select " + COLUMNS.names() + " from <prefix>agent_online";

    private OnlineTable() {}

    /** An agent was seen again. */
    static void add(Handle handle, Agent before, Instant seenAt) {
        addAll(handle, List.of(before), Map.of(before.id(), seenAt));
    }

    /** Agents were seen again, each of them at the time that the map has. */
    static void addAll(Handle handle, List<Agent> before, Map<AgentId, Instant> seenAt) {
        List<OnlineInterval> added = before.stream()
                .flatMap(agent ->
                        OnlineInterval.between(agent, Objects.requireNonNull(seenAt.get(agent.id()), "seenAt"))
                                .stream())
                .toList();
        ByPosition.insert(handle, "<prefix>agent_online", COLUMNS, withoutContinued(handle, added));
    }

    /** Extends the intervals that end when others begin. Returns those that no interval has been extended by. */
    private static List<OnlineInterval> withoutContinued(Handle handle, List<OnlineInterval> added) {
        if (added.isEmpty()) {
            return added;
        }
        PreparedBatch batch = handle.prepareBatch("""
                update <prefix>agent_online
                   set ended_at = :until
                 where agent_id = :agent and ended_at = :from
                """);
        added.forEach(interval -> batch.bind("agent", interval.agent().value())
                .bind("from", interval.from().toEpochMilli())
                .bind("until", interval.until().toEpochMilli())
                .add());
        int[] extended = batch.execute();
        List<OnlineInterval> first = new ArrayList<>();
        for (int i = 0; i < extended.length; i++) {
            if (extended[i] == 0) {
                first.add(added.get(i));
            }
        }
        return first;
    }
}
