package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.outbox.OutboxCounts;
import dev.helpline.chat.spi.store.SessionCommit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The events that durable listeners have not taken yet. A row without a due time is a dead letter. */
final class OutboxTable {
    static final ColumnList<Delivery> COLUMNS = ColumnList.<Delivery>builder()
            .text("listener", Delivery::listener)
            .text("session_id", delivery -> delivery.session().value())
            .number("seq", Delivery::seq)
            .number("attempts", Delivery::attempts)
            .instant("due_at", Delivery::dueAt)
            .text("failure", Delivery::failure)
            .build();

    static final String SELECT = "select " + COLUMNS.names() + " from <prefix>outbox ";

    private static final String ONE = " where listener = :listener and session_id = :session and seq = :seq";

    private OutboxTable() {}

    /** Returns a row for each entry and each listener of the commits. */
    static List<Delivery> deliveriesOf(List<SessionCommit> commits) {
        return commits.stream()
                .flatMap(commit -> commit.listeners().stream()
                        .flatMap(listener -> commit.entries().stream()
                                .map(entry -> Delivery.builder(listener, entry.session(), entry.seq())
                                        .dueAt(entry.at())
                                        .build())))
                .toList();
    }

    /**
     * The first row of a session says whether the session is due. It is looked for in a subquery that no planner turns into a join, which
     * would read the whole table although few sessions are due.
     */
    static List<SessionId> sessionsDue(Handle handle, String listener, Instant now, int limit) {
        return handle.createQuery("""
                        select session_id
                          from <prefix>outbox o
                         where listener = :listener
                           and due_at <= :now
                           and seq = (select min(seq)
                                        from <prefix>outbox e
                                       where e.listener = o.listener
                                         and e.session_id = o.session_id
                                         and e.due_at is not null)
                         order by due_at, session_id, seq
                         limit :limit
                        """)
                .bind("listener", listener)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .map((row, context) -> new SessionId(row.getString("session_id")))
                .list();
    }

    static List<Delivery> ofSession(Handle handle, String listener, SessionId session, int limit) {
        return handle.createQuery(SELECT + """
                         where listener = :listener and session_id = :session and due_at is not null
                         order by seq
                         limit :limit
                        """)
                .bind("listener", listener)
                .bind("session", session.value())
                .bind("limit", limit)
                .map(OutboxTable::read)
                .list();
    }

    static void deliver(Handle handle, String listener, SessionId session, long seq) {
        handle.createUpdate("""
                        delete from <prefix>outbox
                         where listener = :listener
                           and session_id = :session
                           and seq <= :seq
                           and due_at is not null
                        """)
                .bind("listener", listener)
                .bind("session", session.value())
                .bind("seq", seq)
                .execute();
    }

    static void fail(Handle handle, Delivery failed) {
        Instant due = failed.dueAt();
        bind(
                        handle.createUpdate(
                                "update <prefix>outbox set attempts = :attempts, failure = :failure, due_at = :due"
                                        + ONE),
                        failed)
                .bind("attempts", failed.attempts())
                .bind("failure", failed.failure())
                .bind("due", Columns.millisOrNull(due))
                .execute();
        if (due != null) {
            bind(handle.createUpdate("""
                            update <prefix>outbox
                               set due_at = :due
                             where listener = :listener
                               and session_id = :session
                               and seq > :seq
                               and due_at < :due
                            """), failed)
                    .bind("due", due.toEpochMilli())
                    .execute();
        }
    }

    /** Leaves the events that a session was erased. */
    static void addErasure(Handle handle, SessionId session, Set<String> listeners, Instant at) {
        ByPosition.insert(
                handle,
                "<prefix>outbox",
                COLUMNS,
                listeners.stream()
                        .map(listener -> Delivery.builder(listener, session, Delivery.ERASURE)
                                .dueAt(at)
                                .build())
                        .toList());
    }

    static List<Delivery> undelivered(Handle handle, String listener, @Nullable Delivery after, int limit) {
        return following(handle, listener, after, limit, "");
    }

    static List<Delivery> deadLetters(Handle handle, String listener, @Nullable Delivery after, int limit) {
        return following(handle, listener, after, limit, " and due_at is null");
    }

    private static List<Delivery> following(
            Handle handle, String listener, @Nullable Delivery after, int limit, String condition) {
        return handle.createQuery(SELECT + " where listener = :listener" + condition + """
                           and (session_id > :session or (session_id = :session and seq > :seq))
                         order by session_id, seq
                         limit :limit
                        """)
                .bind("listener", listener)
                .bind("session", after == null ? "" : after.session().value())
                .bind("seq", after == null ? 0 : after.seq())
                .bind("limit", limit)
                .map(OutboxTable::read)
                .list();
    }

    /** Locks the row first, since update counts prove nothing. */
    static boolean retry(Handle handle, Delivery deadLetter, Instant now) {
        boolean dead = bind(handle.createQuery(SELECT + ONE + " and due_at is null for update"), deadLetter)
                .map(OutboxTable::read)
                .findOne()
                .isPresent();
        if (dead) {
            bind(
                            handle.createUpdate(
                                    "update <prefix>outbox set attempts = 0, failure = null, due_at = :due" + ONE),
                            deadLetter)
                    .bind("due", now.toEpochMilli())
                    .execute();
        }
        return dead;
    }

    static boolean discard(Handle handle, Delivery deadLetter) {
        return bind(handle.createUpdate("delete from <prefix>outbox" + ONE + " and due_at is null"), deadLetter)
                        .execute()
                > 0;
    }

    static OutboxCounts count(Handle handle, String listener) {
        return handle.createQuery("""
                        select count(due_at) as waiting, count(*) as all_of_them
                          from <prefix>outbox
                         where listener = :listener
                        """)
                .bind("listener", listener)
                .map((row, context) ->
                        OutboxCounts.of(row.getLong("waiting"), row.getLong("all_of_them") - row.getLong("waiting")))
                .one();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Delivery delivery) {
        return statement
                .bind("listener", delivery.listener())
                .bind("session", delivery.session().value())
                .bind("seq", delivery.seq());
    }

    private static Delivery read(ResultSet row, StatementContext context) throws SQLException {
        return Delivery.builder(
                        Objects.requireNonNull(row.getString("listener"), "listener"),
                        new SessionId(row.getString("session_id")),
                        row.getLong("seq"))
                .attempts(row.getInt("attempts"))
                .dueAt(Columns.instantOrNull(row, "due_at"))
                .failure(row.getString("failure"))
                .build();
    }
}
