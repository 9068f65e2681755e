package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Writes rows of sessions. */
final class SessionWrites {
    private static final String INSERT = "insert into <prefix>session (" + SessionRow.COLUMNS.names() + ") values ("
            + SessionRow.COLUMNS.marks() + ")";

    private static final String UPDATE =
            "update <prefix>session " + SessionRow.CHANGING.set() + " where id = ? and version = ?";

    private static final String APPEND =
            "update <prefix>session " + SessionRow.APPENDED.set() + " where id = ? and version = ?";

    private static final String CHANGE_OWNER = "update <prefix>session " + SessionRow.OWNER.set() + " where id = ?";

    private static final String ADVANCE =
            "update <prefix>session <by_primary_key> " + Advance.SET + " where id in (%s)";

    private SessionWrites() {}

    static void insert(Handle handle, List<Session> sessions) {
        ByPosition.batch(handle, INSERT, sessions, SessionRow.COLUMNS);
    }

    /**
     * Updates the rows of these commits, which this transaction has locked and found at the expected versions.
     * Sessions whose logs advance by the same numbers, as those with one new message do, are updated by one
     * statement.
     */
    static void update(Handle handle, List<SessionCommit> commits) {
        Map<Advance, List<SessionId>> alike = new HashMap<>();
        List<Session> appended = new ArrayList<>();
        List<Session> others = new ArrayList<>();
        for (SessionCommit commit : commits) {
            Session next = commit.next();
            Advance.of(commit)
                    .ifPresentOrElse(
                            advance -> alike.computeIfAbsent(advance, unused -> new ArrayList<>())
                                    .add(next.id()),
                            () -> (commit.onlyAppends() ? appended : others).add(next));
        }
        alike.forEach((advance, ids) -> advance(handle, advance, ids));
        // the version was compared before; the condition is a second check
        update(handle, APPEND, SessionRow.APPENDED, appended);
        update(handle, UPDATE, SessionRow.CHANGING, others);
        List<Session> signedIn = commits.stream()
                .filter(SessionCommit::changesCustomer)
                .map(SessionCommit::next)
                .toList();
        ByPosition.batch(handle, CHANGE_OWNER, signedIn, (row, session) -> {
            SessionRow.OWNER.bind(row, session);
            row.text(session.id().value());
        });
    }

    private static void update(Handle handle, String sql, ColumnList<Session> columns, List<Session> sessions) {
        ByPosition.batch(handle, sql, sessions, (row, session) -> {
            columns.bind(row, session);
            row.text(session.id().value()).number(session.version() - 1);
        });
    }

    private static void advance(Handle handle, Advance advance, List<SessionId> ids) {
        List<String> values = Lists.padded(ids, SessionId::value);
        String sql = ADVANCE.formatted(ByPosition.repeated("?", values.size()));
        ByPosition.batch(handle, sql, List.of(advance), (row, by) -> {
            by.bind(row);
            for (String value : values) {
                row.text(value);
            }
        });
    }
}
