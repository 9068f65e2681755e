package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What has to be known to judge a commit. */
final class CommitReads {
    private static final String LOCK = "select id, version, open_slot, agent_id, agent_slot from <prefix>session";

    private CommitReads() {}

    /** Locks the session's row, waiting for whoever has it. */
    static Optional<Stored> lock(Handle handle, SessionId id) {
        List<Stored> locked = new ArrayList<>(1);
        ByPosition.query(
                handle,
                LOCK + " where id = ? for update",
                id,
                (values, value) -> values.text(value.value()),
                row -> locked.add(read(row)));
        return locked.stream().findFirst();
    }

    /** Locks those of the sessions' rows that nobody has, in the order of their ids. */
    static Map<SessionId, Stored> lockFree(Handle handle, Collection<SessionId> ids) {
        Map<SessionId, Stored> locked = new HashMap<>();
        if (ids.isEmpty()) {
            return locked;
        }
        List<String> values = Lists.padded(ids, SessionId::value);
        String sql = LOCK + " where id in (" + ByPosition.repeated("?", values.size())
                + ") order by id for update skip locked";
        ByPosition.query(handle, sql, values, CommitReads::bindAll, row -> {
            Stored stored = read(row);
            locked.put(stored.id(), stored);
        });
        return locked;
    }

    /** Of each session the ids of its commit's entries that it has already, and their seqs. */
    static Map<SessionId, Map<EntryId, Long>> taken(Handle handle, Collection<SessionCommit> commits) {
        Map<SessionId, Map<EntryId, Long>> taken = new HashMap<>();
        List<Entry> entries =
                commits.stream().flatMap(commit -> commit.entries().stream()).toList();
        if (entries.isEmpty()) {
            return taken;
        }
        List<Entry> keys = Lists.padded(entries, entry -> entry);
        String sql = "select session_id, entry_id, seq from <prefix>entry where (session_id, entry_id) in ("
                + ByPosition.repeated("(?, ?)", keys.size()) + ")";
        ByPosition.query(
                handle,
                sql,
                keys,
                CommitReads::bindKeys,
                row -> taken.computeIfAbsent(new SessionId(row.getString(1)), unused -> new HashMap<>())
                        .put(new EntryId(row.getString(2)), row.getLong(3)));
        return taken;
    }

    private static void bindAll(Binder binder, List<String> values) throws SQLException {
        for (String value : values) {
            binder.text(value);
        }
    }

    private static void bindKeys(Binder binder, List<Entry> entries) throws SQLException {
        for (Entry entry : entries) {
            binder.text(entry.session().value()).text(entry.id().value());
        }
    }

    /** Whether another session has a slot that {@code next} is to have. */
    static boolean isSlotTaken(Handle handle, Session next) {
        Assignment assignment = next.assignment();
        return handle.createQuery("""
                                select id
                                  from <prefix>session
                                 where customer_id = :customer and open_slot = :openSlot and id <> :id
                                union all
                                select id
                                  from <prefix>session
                                 where agent_id = :agent and agent_slot = :agentSlot and id <> :id
                                """)
                        .bind("customer", next.customer().id().value())
                        .bind("openSlot", next.openSlot())
                        .bind(
                                "agent",
                                assignment == null ? null : assignment.agent().value())
                        .bind("agentSlot", next.agentSlot())
                        .bind("id", next.id().value())
                        .mapTo(String.class)
                        .list()
                        .size()
                > 0;
    }

    private static Stored read(ResultSet row) throws SQLException {
        String agent = row.getString("agent_id");
        return new Stored(
                new SessionId(row.getString("id")),
                row.getLong("version"),
                Columns.intOrNull(row, "open_slot"),
                agent == null ? null : new AgentId(agent),
                Columns.intOrNull(row, "agent_slot"));
    }

    /** What matters of a session that is locked. */
    record Stored(
            SessionId id,
            long version,
            @Nullable Integer openSlot,
            @Nullable AgentId agent,
            @Nullable Integer agentSlot) {

        /** Whether {@code next} takes a slot that this does not have yet, so that it can collide with others. */
        boolean needsSlotFor(Session next) {
            Assignment assignment = next.assignment();
            AgentId nextAgent = assignment == null ? null : assignment.agent();
            return (next.openSlot() != null && !next.openSlot().equals(openSlot))
                    || (next.agentSlot() != null
                            && !(next.agentSlot().equals(agentSlot) && Objects.equals(nextAgent, agent)));
        }
    }
}
