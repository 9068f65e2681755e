package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.audit.AuditHead;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.audit.AuditSubject.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of where the chains of audit records end. Of sessions, their own rows say so. */
final class AuditHeadTable {
    private static final List<Kind> KINDS = Arrays.stream(Kind.values())
            .sorted(Comparator.comparing(Kind::name))
            .toList();

    static final String SELECT = "select kind, subject, number, hash from <prefix>audit_head ";

    private AuditHeadTable() {}

    static AuditHead of(Handle handle, AuditSubject subject) {
        return subject.kind() == Kind.SESSION ? ofSession(handle, subject.id()) : of(handle, subject, "");
    }

    private static AuditHead ofSession(Handle handle, String session) {
        return handle.createQuery("""
                        select audit_count, audit_hash
                          from <prefix>session
                         where id = :id
                        """)
                .bind("id", session)
                .map((row, context) -> new AuditHead(row.getLong("audit_count"), row.getString("audit_hash")))
                .findOne()
                .orElse(AuditHead.NONE);
    }

    private static AuditHead of(Handle handle, AuditSubject subject, String lock) {
        return handle.createQuery(SELECT + """
                         where kind = :kind and subject = :subject
                        """ + lock)
                .bind("kind", subject.kind().name())
                .bind("subject", subject.id())
                .map((row, context) -> new AuditHead(row.getLong("number"), row.getString("hash")))
                .findOne()
                .orElse(AuditHead.NONE);
    }

    /**
     * Appends a record to a chain that is not a session's, if the record follows the newest one. If two callers append the same record at the
     * same time, one of them fails, is retried, and returns false then.
     */
    static boolean append(Handle handle, AuditRecord record) {
        return append(handle, lock(handle, record.subject()), record);
    }

    /** Returns where a chain that is not a session's ends, and keeps others from changing it until the transaction ends. */
    static AuditHead lock(Handle handle, AuditSubject subject) {
        return of(handle, subject, " for update");
    }

    /** Appends a record behind a head that was locked, as {@link #append(Handle, AuditRecord)} does. */
    static boolean append(Handle handle, AuditHead head, AuditRecord record) {
        if (record.number() != head.number() + 1) {
            return false;
        }
        ByPosition.insert(handle, "<prefix>audit", AuditTable.COLUMNS, List.of(record));
        handle.createUpdate(head.number() == 0 ? """
                                insert into <prefix>audit_head (kind, subject, number, hash)
                                values (:kind, :subject, :number, :hash)
                                """ : """
                                update <prefix>audit_head
                                   set number = :number, hash = :hash
                                 where kind = :kind and subject = :subject
                                """)
                .bind("kind", record.subject().kind().name())
                .bind("subject", record.subject().id())
                .bind("number", record.number())
                .bind("hash", record.hash())
                .execute();
        return true;
    }

    /** Deletes a chain that is not a session's, with its head. Returns how many records it had. */
    static int delete(Handle handle, AuditSubject subject) {
        int records = 0;
        for (String table : List.of("audit_head", "audit")) {
            records = handle.createUpdate("delete from <prefix>" + table + " where kind = :kind and subject = :subject")
                    .bind("kind", subject.kind().name())
                    .bind("subject", subject.id())
                    .execute();
        }
        return records;
    }

    /** Reads kind by kind, so that each read is a range of an index. */
    static List<AuditSubject> subjects(Handle handle, @Nullable AuditSubject after, int limit) {
        List<AuditSubject> subjects = new ArrayList<>();
        for (Kind kind : KINDS) {
            int order = after == null ? 1 : kind.name().compareTo(after.kind().name());
            if (order >= 0 && subjects.size() < limit) {
                String behind = after != null && order == 0 ? after.id() : "";
                ids(handle, kind, behind, limit - subjects.size())
                        .forEach(id -> subjects.add(new AuditSubject(kind, id)));
            }
        }
        return subjects;
    }

    private static List<String> ids(Handle handle, Kind kind, String behind, int limit) {
        SortedSet<String> ids = new TreeSet<>();
        if (kind == Kind.SESSION) {
            ids.addAll(handle.createQuery("""
                            select id
                              from <prefix>session
                             where id > :behind
                             order by id
                             limit :limit
                            """)
                    .bind("behind", behind)
                    .bind("limit", limit)
                    .mapTo(String.class)
                    .list());
        }
        for (String table : List.of("audit_head", "audit")) {
            ids.addAll(handle.createQuery("select distinct kind, subject from <prefix>" + table + """
                             where kind = :kind and subject > :behind
                             order by kind, subject
                             limit :limit
                            """)
                    .bind("kind", kind.name())
                    .bind("behind", behind)
                    .bind("limit", limit)
                    .map((row, context) -> row.getString("subject"))
                    .list());
        }
        return ids.stream().limit(limit).toList();
    }
}
