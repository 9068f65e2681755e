package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Queries for what a commit is judged by. */
final class CommitReads {
    private static final String LOCK = "select id, version from <prefix>session";

    private CommitReads() {}

    /** Locks the session's row, waiting until it is free, and returns its version; 0 if there is no such session. */
    static long lock(Handle handle, SessionId id) {
        Map<SessionId, Long> locked = new HashMap<>();
        ByPosition.query(
                handle,
                LOCK + " where id = ? for update",
                id,
                (values, value) -> values.text(value.value()),
                row -> put(locked, row));
        return locked.getOrDefault(id, 0L);
    }

    /**
     * Locks the rows of these sessions that no other transaction has locked, in the order of their ids, and returns
     * their versions.
     */
    static Map<SessionId, Long> lockFree(Handle handle, Collection<SessionId> ids) {
        Map<SessionId, Long> locked = new HashMap<>();
        if (ids.isEmpty()) {
            return locked;
        }
        List<String> values = Lists.padded(ids, SessionId::value);
        String sql = LOCK + " <by_primary_key> where id in (" + ByPosition.repeated("?", values.size())
                + ") order by id for update skip locked";
        ByPosition.query(handle, sql, values, CommitReads::bindAll, row -> put(locked, row));
        return locked;
    }

    private static void put(Map<SessionId, Long> versions, ResultSet row) throws SQLException {
        versions.put(new SessionId(row.getString(1)), row.getLong(2));
    }

    /** Returns, for each session, the ids of its commit's entries that the session already has, and their seqs. */
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

    /** Returns whether another session has a slot that {@code next} takes. */
    static boolean isSlotTaken(Handle handle, Session next) {
        AgentId holder = next.slotHolder();
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
                        .bind("agent", holder == null ? null : holder.value())
                        .bind("agentSlot", next.agentSlot())
                        .bind("id", next.id().value())
                        .mapTo(String.class)
                        .list()
                        .size()
                > 0;
    }
}
