package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.auth.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The directory of agents. */
final class AgentTable {
    static final String SELECT = """
            select id, name, department, role, active, capacity, enrolled_at, seen_at
              from <prefix>agent
            """;

    private AgentTable() {}

    static Optional<Agent> find(Handle handle, AgentId id) {
        return handle.createQuery(SELECT + """
                         where id = :id
                        """)
                .bind("id", id.value())
                .map(AgentTable::read)
                .findOne();
    }

    /** If two enroll one new agent at once, one of them fails and comes again. */
    static Agent enroll(Handle handle, Agent agent) {
        Agent known = lock(handle, agent.id()).orElse(null);
        if (known == null) {
            insert(handle, agent);
            return agent;
        }
        Agent merged = Agent.builder(known.id(), known.enrolledAt())
                .name(agent.name())
                .department(agent.department())
                .role(agent.role())
                .active(known.active())
                .capacity(known.capacity())
                .seenAt(known.seenAt().isAfter(agent.seenAt()) ? known.seenAt() : agent.seenAt())
                .build();
        update(handle, merged);
        return merged;
    }

    static void save(Handle handle, Agent agent) {
        if (lock(handle, agent.id()).isPresent()) {
            update(handle, agent);
        } else {
            insert(handle, agent);
        }
    }

    /** In the order of the ids, so that two callers do not wait for each other. */
    static void seen(Handle handle, Map<AgentId, Instant> seenAt) {
        if (seenAt.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                update <prefix>agent
                   set seen_at = :seenAt
                 where id = :id and seen_at < :seenAt
                """);
        new TreeMap<>(seenAt)
                .forEach((id, at) -> batch.bind("id", id.value())
                        .bind("seenAt", at.toEpochMilli())
                        .add());
        batch.execute();
    }

    static List<Agent> first(Handle handle, int limit) {
        return handle.createQuery(SELECT + """
                         order by id
                         limit :limit
                        """)
                .bind("limit", limit)
                .map(AgentTable::read)
                .list();
    }

    static int countSeenSince(Handle handle, Instant since) {
        return handle.createQuery("""
                        select count(*)
                          from <prefix>agent
                         where active = true and seen_at >= :since
                        """)
                .bind("since", since.toEpochMilli())
                .mapTo(int.class)
                .one();
    }

    private static Optional<Agent> lock(Handle handle, AgentId id) {
        return handle.createQuery(SELECT + """
                         where id = :id
                           for update
                        """)
                .bind("id", id.value())
                .map(AgentTable::read)
                .findOne();
    }

    private static void insert(Handle handle, Agent agent) {
        write(handle, agent, """
                insert into <prefix>agent (id, name, department, role, active, capacity, enrolled_at, seen_at)
                values (:id, :name, :department, :role, :active, :capacity, :enrolledAt, :seenAt)
                """);
    }

    private static void update(Handle handle, Agent agent) {
        write(handle, agent, """
                update <prefix>agent
                   set name = :name, department = :department, role = :role, active = :active,
                       capacity = :capacity, enrolled_at = :enrolledAt, seen_at = :seenAt
                 where id = :id
                """);
    }

    private static void write(Handle handle, Agent agent, String sql) {
        handle.createUpdate(sql)
                .bind("id", agent.id().value())
                .bind("name", agent.name())
                .bind("department", agent.department())
                .bind("role", agent.role().name())
                .bind("active", agent.active())
                .bind("capacity", agent.capacity())
                .bind("enrolledAt", agent.enrolledAt().toEpochMilli())
                .bind("seenAt", agent.seenAt().toEpochMilli())
                .execute();
    }

    private static Agent read(ResultSet row, StatementContext context) throws SQLException {
        return Agent.builder(new AgentId(row.getString("id")), Columns.instant(row, "enrolled_at"))
                .name(row.getString("name"))
                .department(row.getString("department"))
                .role(Role.valueOf(row.getString("role")))
                .active(row.getBoolean("active"))
                .capacity(Columns.intOrNull(row, "capacity"))
                .seenAt(Columns.instant(row, "seen_at"))
                .build();
    }
}
