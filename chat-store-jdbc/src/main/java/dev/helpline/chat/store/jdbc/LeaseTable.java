package dev.helpline.chat.store.jdbc;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The leases. A lease that was given up stays as a row that has ended. */
final class LeaseTable {
    static final String SELECT = """
            select owner, valid_until
              from <prefix>lease
             where name = :name
            """;

    private LeaseTable() {}

    /** If two callers add the same lease at the same time, one of them fails and is retried. */
    static boolean take(Handle handle, String lease, String owner, Instant now, Instant until) {
        Optional<Boolean> free = handle.createQuery(SELECT + " for update")
                .bind("name", lease)
                .map((row, context) ->
                        row.getString("owner").equals(owner) || row.getLong("valid_until") <= now.toEpochMilli())
                .findOne();
        if (free.isEmpty()) {
            write(
                    handle,
                    "insert into <prefix>lease (owner, valid_until, name) values (:owner, :until, :name)",
                    lease,
                    owner,
                    until);
        } else if (free.get()) {
            write(
                    handle,
                    "update <prefix>lease set owner = :owner, valid_until = :until where name = :name",
                    lease,
                    owner,
                    until);
        }
        return free.orElse(true);
    }

    private static void write(Handle handle, String sql, String lease, String owner, Instant until) {
        handle.createUpdate(sql)
                .bind("owner", owner)
                .bind("until", until.toEpochMilli())
                .bind("name", lease)
                .execute();
    }

    static void release(Handle handle, String lease, String owner) {
        handle.createUpdate("""
                        update <prefix>lease
                           set valid_until = 0
                         where name = :name and owner = :owner
                        """).bind("name", lease).bind("owner", owner).execute();
    }
}
