package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.facts.AgentWorkload;
import dev.helpline.chat.spi.time.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The workload of agents, as {@link AgentWorkload#of} defines it. Each part of a statement reads one index by time; open stints are found by the queue's. */
final class WorkloadReads {
    /** A stint that goes on ends with the window; H2 would know no type of a bare parameter. */
    private static final String OPEN_STINTS = """
            select stint_agent as agent_id, stint_at as started_at, greatest(stint_at, :end) as ended_at
              from <prefix>session
             where state in ('WAITING', 'ACTIVE', 'ON_HOLD') and stint_at < :end
            """;

    private static final String TAKEN = """
            select agent_id, count(*) as taken
              from (select agent_id from <prefix>stint where started_at >= :from and started_at < :end
                    union all
                    select agent_id from (%s) o where started_at >= :from) t
             group by agent_id
            """.formatted(OPEN_STINTS);

    private static final String HANDLED = """
            select agent_id, count(*) as handled, sum(ended_at - started_at - held_millis) as handle_millis
              from <prefix>stint
             where ended_at >= :from and ended_at < :end
             group by agent_id
            """;

    private static final String STINTS = """
            select agent_id, started_at, ended_at
              from <prefix>stint
             where ended_at > :from and started_at < :end
            union all
            """ + OPEN_STINTS;

    private static final String ONLINE = OnlineTable.SELECT + " where ended_at > :from and started_at < :end";

    /**
     * Goes through the beginnings and ends of stints and of times online in their order, and adds up, for each time between two of them, how many
     * sessions the agent had, if online. Moments at the same time count together, since the sums are over a range of values.
     */
    private static final String AT_ONCE = """
            select agent_id, sum(millis * online) as online_millis, sum(millis * online * sessions) as session_millis
              from (select agent_id,
                           lead(moment) over (partition by agent_id order by moment) - moment as millis,
                           sum(sessions) over (partition by agent_id order by moment) as sessions,
                           sum(online) over (partition by agent_id order by moment) as online
                      from (%s union all %s union all %s union all %s) m) t
             group by agent_id
            """.formatted(
                    moments("greatest(started_at, :from)", 1, 0, STINTS),
                    moments("least(ended_at, :end)", -1, 0, STINTS),
                    moments("greatest(started_at, :from)", 0, 1, ONLINE),
                    moments("least(ended_at, :end)", 0, -1, ONLINE));

    private WorkloadReads() {}

    private static String moments(String moment, int sessions, int online, String of) {
        return "select agent_id, " + moment + " as moment, " + sessions + " as sessions, " + online
                + " as online from (" + of + ") i";
    }

    static List<AgentWorkload> read(Handle handle, TimeWindow window) {
        SortedMap<AgentId, AgentWorkload.Builder> agents = new TreeMap<>();
        add(handle, agents, window, TAKEN, (row, agent) -> agent.taken(row.getLong("taken")));
        add(
                handle,
                agents,
                window,
                HANDLED,
                (row, agent) -> agent.handled(row.getLong("handled"))
                        .handleTime(Duration.ofMillis(row.getLong("handle_millis"))));
        add(
                handle,
                agents,
                window,
                AT_ONCE,
                (row, agent) -> agent.onlineTime(Duration.ofMillis(row.getLong("online_millis")))
                        .sessionTime(Duration.ofMillis(row.getLong("session_millis"))));
        return agents.values().stream()
                .map(AgentWorkload.Builder::build)
                .filter(agent -> !agent.isZero())
                .toList();
    }

    /** Reads the numbers of one statement into those of an agent. */
    private interface Reader {
        AgentWorkload.Builder read(ResultSet row, AgentWorkload.Builder agent) throws SQLException;
    }

    private static void add(
            Handle handle,
            SortedMap<AgentId, AgentWorkload.Builder> agents,
            TimeWindow window,
            String sql,
            Reader reader) {
        handle.createQuery(sql)
                .bind("from", window.firstMillis())
                .bind("end", window.lastMillis() + 1)
                .map((row, context) -> reader.read(
                        row, agents.computeIfAbsent(new AgentId(row.getString("agent_id")), AgentWorkload::builder)))
                .list();
    }
}
