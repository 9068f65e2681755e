package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The directory of agents. */
final class AgentTable {
    private static final ColumnList<Agent> VALUES = ColumnList.<Agent>builder()
            .text("name", Agent::name)
            .text("email", Agent::email)
            .text("departments", agent -> JsonStrings.write(agent.departments()))
            .text("skills", agent -> JsonStrings.write(agent.skills()))
            .text("languages", agent -> JsonStrings.write(agent.languages()))
            .constant("role", Agent::role)
            .flag("active", Agent::active)
            .intOrNull("capacity", Agent::capacity)
            .flag("managed", Agent::managed)
            .number("version", Agent::version)
            .constant("presence", Agent::presence)
            .instant("enrolled_at", Agent::enrolledAt)
            .instant("seen_at", Agent::seenAt)
            .build();

    private static final ColumnList<Agent> COLUMNS = ColumnList.<Agent>builder()
            .text("id", agent -> agent.id().value())
            .all(VALUES)
            .build();

    static final String SELECT = "select " + COLUMNS.names() + " from <prefix>agent ";

    private static final String UPDATE = "update <prefix>agent " + VALUES.set() + " where id = ?";

    /** Agents per statement. */
    private static final int AT_ONCE = 128;

    private AgentTable() {}

    static Optional<Agent> find(Handle handle, AgentId id) {
        return handle.createQuery(SELECT + """
                         where id = :id
                        """)
                .bind("id", id.value())
                .map(AgentTable::read)
                .findOne();
    }

    /** If two callers enroll the same new agent at the same time, one of them fails and is retried. */
    static Agent enroll(Handle handle, Agent agent) {
        Agent known = lock(handle, agent.id()).orElse(null);
        if (known == null) {
            insert(handle, agent);
            return agent;
        }
        Agent merged = known.enrolledAgain(agent);
        OnlineTable.add(handle, known, merged.seenAt());
        update(handle, merged);
        return merged;
    }

    /** If two callers save the same version of an agent at the same time, one of them fails, is retried, and returns false then. */
    static boolean save(Handle handle, Agent agent, AuditRecord change) {
        Agent known = lock(handle, agent.id()).orElse(null);
        if (agent.version() != (known == null ? 1 : known.version() + 1) || !AuditHeadTable.append(handle, change)) {
            return false;
        }
        if (known == null) {
            insert(handle, agent);
        } else {
            Agent replaced = known.replacedBy(agent);
            OnlineTable.add(handle, known, replaced.seenAt());
            update(handle, replaced);
        }
        return true;
    }

    static void choosePresence(Handle handle, AgentId id, Presence presence, Instant seenAt) {
        lock(handle, id).ifPresent(known -> {
            OnlineTable.add(handle, known, seenAt);
            update(
                    handle,
                    known.toBuilder()
                            .presence(presence)
                            .seenAt(seenAt.isAfter(known.seenAt()) ? seenAt : known.seenAt())
                            .build());
        });
    }

    /** Locks in the order of the ids, so that two callers do not deadlock. */
    static void seen(Handle handle, Map<AgentId, Instant> seenAt) {
        List<AgentId> ids = seenAt.keySet().stream().sorted().toList();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            seen(handle, seenAt, ids.subList(from, Math.min(ids.size(), from + AT_ONCE)));
        }
    }

    private static void seen(Handle handle, Map<AgentId, Instant> seenAt, List<AgentId> ids) {
        List<Agent> known = handle
                .createQuery(SELECT + """
                         where id in (<ids>)
                         order by id
                           for update
                        """)
                .bindList("ids", Lists.padded(ids, AgentId::value))
                .map(AgentTable::read)
                .stream()
                .filter(agent -> seenAt.getOrDefault(agent.id(), Instant.MIN).isAfter(agent.seenAt()))
                .toList();
        OnlineTable.addAll(handle, known, seenAt);
        ByPosition.batch(
                handle,
                "update <prefix>agent set seen_at = ? where id = ?",
                known,
                (row, agent) -> row.number(Objects.requireNonNull(seenAt.get(agent.id()), "seenAt")
                                .toEpochMilli())
                        .text(agent.id().value()));
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
                         where active = true and presence = 'ONLINE' and seen_at >= :since
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
        ByPosition.insert(handle, "<prefix>agent", COLUMNS, List.of(agent));
    }

    private static void update(Handle handle, Agent agent) {
        ByPosition.batch(handle, UPDATE, List.of(agent), (row, values) -> {
            VALUES.bind(row, values);
            row.text(values.id().value());
        });
    }

    private static Agent read(ResultSet row, StatementContext context) throws SQLException {
        return Agent.builder(new AgentId(row.getString("id")), Columns.instant(row, "enrolled_at"))
                .name(row.getString("name"))
                .email(row.getString("email"))
                .departments(JsonStrings.parse(row.getString("departments")))
                .skills(JsonStrings.parse(row.getString("skills")))
                .languages(JsonStrings.parse(row.getString("languages")))
                .role(Role.valueOf(row.getString("role")))
                .active(row.getBoolean("active"))
                .capacity(Columns.intOrNull(row, "capacity"))
                .managed(row.getBoolean("managed"))
                .version(row.getLong("version"))
                .presence(Presence.valueOf(row.getString("presence")))
                .seenAt(Columns.instant(row, "seen_at"))
                .build();
    }
}
