package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.inbox.InboxCommand.Action;
import dev.helpline.chat.spi.inbox.InboxCounts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The commands that are to be carried out. The database numbers them. A row without a due time is a refused command. */
final class InboxTable {
    /** The columns that a new command has; the number comes from the database. */
    static final ColumnList<InboxCommand> COLUMNS = ColumnList.<InboxCommand>builder()
            .text("command_id", command -> command.id().value())
            .text("session_id", command -> command.session().value())
            .constant("action", InboxCommand::action)
            .text("details", InboxTable::detailsOf)
            .number("attempts", InboxCommand::attempts)
            .instant("due_at", InboxCommand::dueAt)
            .text("failure", InboxCommand::failure)
            .build();

    static final String SELECT = "select number, " + COLUMNS.names() + " from <prefix>inbox ";

    private static final String INSERT =
            "insert into <prefix>inbox (" + COLUMNS.names() + ") values (" + COLUMNS.marks() + ")";

    private InboxTable() {}

    /** Adds a command on this connection, in its transaction. */
    static void add(Connection connection, TableNames names, InboxCommand command) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT.replace("<prefix>", names.tables()))) {
            COLUMNS.bind(new RowBinder(statement), command);
            statement.executeUpdate();
        }
    }

    static void add(Handle handle, InboxCommand command) {
        ByPosition.batch(handle, INSERT, List.of(command), COLUMNS);
    }

    /** As {@link OutboxTable#sessionsDue}, the first row of a session says whether the session is due. */
    static List<SessionId> sessions(Handle handle, Instant now, int limit) {
        return handle.createQuery("""
                        select session_id
                          from <prefix>inbox i
                         where due_at <= :now
                           and number = (select min(number)
                                           from <prefix>inbox e
                                          where e.session_id = i.session_id
                                            and e.due_at is not null)
                         order by due_at, number
                         limit :limit
                        """)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .map((row, context) -> new SessionId(row.getString("session_id")))
                .list();
    }

    static List<InboxCommand> of(Handle handle, SessionId session, int limit) {
        return handle.createQuery(SELECT + """
                         where session_id = :session and due_at is not null
                         order by number
                         limit :limit
                        """)
                .bind("session", session.value())
                .bind("limit", limit)
                .map(InboxTable::read)
                .list();
    }

    static void done(Handle handle, InboxCommand command) {
        handle.createUpdate("delete from <prefix>inbox where number = :number and due_at is not null")
                .bind("number", command.number())
                .execute();
    }

    static void fail(Handle handle, InboxCommand failed) {
        Instant due = failed.dueAt();
        handle.createUpdate("""
                        update <prefix>inbox
                           set attempts = :attempts, failure = :failure, due_at = :due
                         where number = :number
                        """)
                .bind("attempts", failed.attempts())
                .bind("failure", failed.failure())
                .bind("due", Columns.millisOrNull(due))
                .bind("number", failed.number())
                .execute();
        if (due != null) {
            handle.createUpdate("""
                            update <prefix>inbox
                               set due_at = :due
                             where session_id = :session
                               and number > :number
                               and due_at < :due
                            """)
                    .bind("due", due.toEpochMilli())
                    .bind("session", failed.session().value())
                    .bind("number", failed.number())
                    .execute();
        }
    }

    static List<InboxCommand> refused(Handle handle, long after, int limit) {
        return handle.createQuery(SELECT + """
                         where due_at is null and number > :after
                         order by number
                         limit :limit
                        """)
                .bind("after", after)
                .bind("limit", limit)
                .map(InboxTable::read)
                .list();
    }

    /** Locks the row first, since update counts prove nothing. */
    static boolean retry(Handle handle, InboxCommand refused, Instant now) {
        boolean found = handle.createQuery(SELECT + " where number = :number and due_at is null for update")
                .bind("number", refused.number())
                .map(InboxTable::read)
                .findOne()
                .isPresent();
        if (found) {
            handle.createUpdate("""
                            update <prefix>inbox
                               set attempts = 0, failure = null, due_at = :due
                             where number = :number
                            """)
                    .bind("due", now.toEpochMilli())
                    .bind("number", refused.number())
                    .execute();
        }
        return found;
    }

    static boolean discard(Handle handle, InboxCommand refused) {
        return handle.createUpdate("delete from <prefix>inbox where number = :number and due_at is null")
                        .bind("number", refused.number())
                        .execute()
                > 0;
    }

    static InboxCounts count(Handle handle) {
        return handle.createQuery("select count(due_at) as waiting, count(*) as all_of_them from <prefix>inbox")
                .map((row, context) ->
                        InboxCounts.of(row.getLong("waiting"), row.getLong("all_of_them") - row.getLong("waiting")))
                .one();
    }

    /** Names and values in turn. */
    private static String detailsOf(InboxCommand command) {
        List<String> details = new ArrayList<>();
        command.values().forEach((name, value) -> {
            details.add(name);
            details.add(value);
        });
        return JsonStrings.write(details);
    }

    private static InboxCommand read(ResultSet row, StatementContext context) throws SQLException {
        List<String> details = JsonStrings.parse(Objects.requireNonNull(row.getString("details"), "details"));
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i + 1 < details.size(); i += 2) {
            values.put(details.get(i), details.get(i + 1));
        }
        return InboxCommand.builder(
                        new EntryId(row.getString("command_id")),
                        new SessionId(row.getString("session_id")),
                        Action.valueOf(row.getString("action")))
                .number(row.getLong("number"))
                .values(values)
                .attempts(row.getInt("attempts"))
                .dueAt(Columns.instantOrNull(row, "due_at"))
                .failure(row.getString("failure"))
                .build();
    }
}
