package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.draft.Draft;
import dev.helpline.chat.spi.store.SessionCommit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table of agents' unsent texts. */
final class DraftTable {
    private static final ColumnList<Draft> VALUES = ColumnList.<Draft>builder()
            .text("content", Draft::text)
            .text("revision", Draft::revision)
            .instant("saved_at", Draft::savedAt)
            .build();

    private static final ColumnList<Draft> COLUMNS = ColumnList.<Draft>builder()
            .text("session_id", draft -> draft.session().value())
            .text("agent_id", draft -> draft.agent().value())
            .all(VALUES)
            .build();

    /** The drafts that a commit deletes; without an agent, all of the session's. */
    record Finished(String session, @Nullable String agent) {}

    static final ColumnList<Finished> FINISHED = ColumnList.<Finished>builder()
            .text("session_id", Finished::session)
            .text("agent_id", Finished::agent)
            .build();

    private static final String ONE = " where session_id = :session and agent_id = :agent";
    private static final String UPDATE =
            "update <prefix>draft " + VALUES.set() + " where session_id = ? and agent_id = ?";
    private static final String DELETE_SENT = "delete from <prefix>draft where session_id = ? and agent_id = ?";
    private static final String DELETE_ENDED = "delete from <prefix>draft where session_id = ?";

    private DraftTable() {}

    static Optional<Draft> find(Handle handle, SessionId session, AgentId agent) {
        return find(handle, session, agent, "");
    }

    private static Optional<Draft> find(Handle handle, SessionId session, AgentId agent, String lock) {
        return handle.createQuery("select " + COLUMNS.names() + " from <prefix>draft" + ONE + lock)
                .bind("session", session.value())
                .bind("agent", agent.value())
                .map(DraftTable::read)
                .findOne();
    }

    /** If two callers save the first draft at the same time, one of them fails, is retried, and finds the other one's then. */
    static boolean save(Handle handle, Draft draft, @Nullable String replaced) {
        String stored = find(handle, draft.session(), draft.agent(), " for update")
                .map(Draft::revision)
                .orElse(null);
        if (!Objects.equals(stored, replaced)) {
            return false;
        }
        if (stored == null) {
            ByPosition.insert(handle, "<prefix>draft", COLUMNS, List.of(draft));
        } else {
            ByPosition.batch(handle, UPDATE, List.of(draft), (row, values) -> {
                VALUES.bind(row, values);
                row.text(values.session().value()).text(values.agent().value());
            });
        }
        return true;
    }

    static boolean delete(Handle handle, SessionId session, AgentId agent, String revision) {
        boolean found = find(handle, session, agent, " for update")
                .filter(draft -> draft.revision().equals(revision))
                .isPresent();
        if (found) {
            handle.createUpdate("delete from <prefix>draft" + ONE)
                    .bind("session", session.value())
                    .bind("agent", agent.value())
                    .execute();
        }
        return found;
    }

    /** Returns the drafts that the commits delete. */
    static List<Finished> finishedBy(List<SessionCommit> commits) {
        return commits.stream().flatMap(DraftTable::finishedBy).toList();
    }

    private static Stream<Finished> finishedBy(SessionCommit commit) {
        String session = commit.next().id().value();
        return commit.ends()
                ? Stream.of(new Finished(session, null))
                : commit.agentsWhoSent().stream().map(agent -> new Finished(session, agent.value()));
    }

    /** Deletes the drafts that the commits finish. */
    static void deleteFinished(Handle handle, List<SessionCommit> commits) {
        List<Finished> finished = finishedBy(commits);
        ByPosition.batch(
                handle,
                DELETE_ENDED,
                finished.stream().filter(drafts -> drafts.agent() == null).toList(),
                (row, drafts) -> row.text(drafts.session()));
        ByPosition.batch(
                handle,
                DELETE_SENT,
                finished.stream().filter(drafts -> drafts.agent() != null).toList(),
                FINISHED);
    }

    private static Draft read(ResultSet row, StatementContext context) throws SQLException {
        return Draft.builder(new SessionId(row.getString("session_id")), new AgentId(row.getString("agent_id")))
                .text(row.getString("content"))
                .revision(row.getString("revision"))
                .savedAt(Columns.instant(row, "saved_at"))
                .build();
    }
}
