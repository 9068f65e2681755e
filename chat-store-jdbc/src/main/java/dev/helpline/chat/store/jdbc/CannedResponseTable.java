package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.canned.CannedActions;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.canned.CannedResponseStore.SaveResult;
import dev.helpline.chat.spi.session.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table of canned responses. A shared one has an empty owner, since shortcuts are unique per owner and null is not equal to null. */
final class CannedResponseTable {
    private static final String SHARED = "";

    private static final ColumnList<CannedActions> ACTIONS = ColumnList.<CannedActions>builder()
            .text("note", CannedActions::note)
            .intOrNull("priority", actions -> Columns.rankOrNull(actions.priority()))
            .text("add_tags", actions -> JsonStrings.writeOrNull(actions.addTags()))
            .text("remove_tags", actions -> JsonStrings.writeOrNull(actions.removeTags()))
            .text("escalation", CannedActions::escalation)
            .flag("ends", CannedActions::ends)
            .constant("outcome", CannedActions::outcome)
            .text("end_reason", CannedActions::endReason)
            .build();

    private static final ColumnList<CannedResponse> VALUES = ColumnList.<CannedResponse>builder()
            .number("version", CannedResponse::version)
            .text("owner", response -> ownerOf(response))
            .text("shortcut", CannedResponse::shortcut)
            .text("title", CannedResponse::title)
            .text("content", CannedResponse::text)
            .part(CannedResponse::actions, ACTIONS)
            .text("department", CannedResponse::department)
            .text("language", CannedResponse::language)
            .instant("changed_at", CannedResponse::changedAt)
            .text("changed_by", response -> response.changedBy().value())
            .build();

    private static final ColumnList<CannedResponse> COLUMNS = ColumnList.<CannedResponse>builder()
            .text("id", response -> response.id().value())
            .number("uses", CannedResponse::uses)
            .all(VALUES)
            .build();

    private static final String SELECT = "select " + COLUMNS.names() + " from <prefix>canned_response ";

    private static final String UPDATE = "update <prefix>canned_response " + VALUES.set() + " where id = ?";

    private CannedResponseTable() {}

    static Optional<CannedResponse> find(Handle handle, CannedResponseId id) {
        return find(handle, id, "");
    }

    private static Optional<CannedResponse> find(Handle handle, CannedResponseId id, String lock) {
        return handle.createQuery(SELECT + """
                         where id = :id
                        """ + lock)
                .bind("id", id.value())
                .map(CannedResponseTable::read)
                .findOne();
    }

    static List<CannedResponse> of(Handle handle, AgentId agent, int limit) {
        return handle.createQuery(SELECT + """
                         where owner in (:shared, :agent)
                         order by id
                         limit :limit
                        """)
                .bind("shared", SHARED)
                .bind("agent", agent.value())
                .bind("limit", limit)
                .map(CannedResponseTable::read)
                .list();
    }

    /** If two callers save the same version or the same shortcut at the same time, one of them fails, is retried, and is told why then. */
    static SaveResult save(Handle handle, CannedResponse response, AuditRecord change) {
        CannedResponse stored = find(handle, response.id(), " for update").orElse(null);
        if (response.version() != (stored == null ? 1 : stored.version() + 1)) {
            return SaveResult.VERSION_CONFLICT;
        }
        if (isShortcutTaken(handle, response)) {
            return SaveResult.SHORTCUT_TAKEN;
        }
        if (!AuditHeadTable.append(handle, change)) {
            return SaveResult.VERSION_CONFLICT;
        }
        if (stored == null) {
            ByPosition.insert(handle, "<prefix>canned_response", COLUMNS, List.of(response));
        } else {
            ByPosition.batch(handle, UPDATE, List.of(response), (row, values) -> {
                VALUES.bind(row, values);
                row.text(values.id().value());
            });
        }
        return SaveResult.SAVED;
    }

    private static boolean isShortcutTaken(Handle handle, CannedResponse response) {
        return handle.createQuery("""
                        select count(*)
                          from <prefix>canned_response
                         where owner = :owner and shortcut = :shortcut and id <> :id
                        """)
                        .bind("owner", ownerOf(response))
                        .bind("shortcut", response.shortcut())
                        .bind("id", response.id().value())
                        .mapTo(long.class)
                        .one()
                > 0;
    }

    static boolean delete(Handle handle, CannedResponseId id, AuditRecord change) {
        if (find(handle, id, " for update").isEmpty() || !AuditHeadTable.append(handle, change)) {
            return false;
        }
        handle.createUpdate("""
                        delete from <prefix>canned_response
                         where id = :id
                        """).bind("id", id.value()).execute();
        return true;
    }

    static void countUse(Handle handle, CannedResponseId id) {
        handle.createUpdate("""
                        update <prefix>canned_response
                           set uses = uses + 1
                         where id = :id
                        """).bind("id", id.value()).execute();
    }

    private static String ownerOf(CannedResponse response) {
        AgentId owner = response.owner();
        return owner == null ? SHARED : owner.value();
    }

    private static @Nullable AgentId owner(String value) {
        return value.equals(SHARED) ? null : new AgentId(value);
    }

    private static CannedActions actions(ResultSet row) throws SQLException {
        CannedActions.Builder actions = CannedActions.builder()
                .note(row.getString("note"))
                .priority(Columns.priorityOrNull(row, "priority"))
                .addTags(JsonStrings.parseOrEmpty(row.getString("add_tags")))
                .removeTags(JsonStrings.parseOrEmpty(row.getString("remove_tags")))
                .escalation(row.getString("escalation"));
        if (row.getBoolean("ends")) {
            String outcome = row.getString("outcome");
            actions.end(outcome == null ? null : Outcome.valueOf(outcome), row.getString("end_reason"));
        }
        return actions.build();
    }

    private static CannedResponse read(ResultSet row, StatementContext context) throws SQLException {
        return CannedResponse.builder(
                        new CannedResponseId(row.getString("id")),
                        Columns.instant(row, "changed_at"),
                        new AgentId(row.getString("changed_by")))
                .version(row.getLong("version"))
                .owner(owner(row.getString("owner")))
                .shortcut(row.getString("shortcut"))
                .title(row.getString("title"))
                .text(row.getString("content"))
                .actions(actions(row))
                .department(row.getString("department"))
                .language(row.getString("language"))
                .uses(row.getLong("uses"))
                .build();
    }
}
