package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.AgentChange;
import dev.helpline.chat.spi.auth.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table of changes to agents, to which rows are only added. */
final class AgentChangeTable {
    private static final ColumnList<AgentChange> COLUMNS = ColumnList.<AgentChange>builder()
            .text("agent_id", change -> change.agent().value())
            .number("number", AgentChange::number)
            .instant("changed_at", AgentChange::at)
            .constant("role", AgentChange::role)
            .text("actor", AgentChange::actor)
            .text("action", AgentChange::action)
            .text("detail", AgentChange::detail)
            .text("salt", AgentChange::salt)
            .text("commitment", AgentChange::commitment)
            .text("previous_hash", AgentChange::previousHash)
            .text("hash", AgentChange::hash)
            .build();

    private static final String SELECT = "select " + COLUMNS.names() + " from <prefix>agent_change ";

    private AgentChangeTable() {}

    static void append(Handle handle, AgentChange change) {
        ByPosition.insert(handle, "<prefix>agent_change", COLUMNS, List.of(change));
    }

    static List<AgentChange> of(Handle handle, AgentId agent, long afterNumber, int limit) {
        return handle.createQuery(SELECT + """
                         where agent_id = :agent and number > :number
                         order by agent_id, number
                         limit :limit
                        """)
                .bind("agent", agent.value())
                .bind("number", afterNumber)
                .bind("limit", limit)
                .map(AgentChangeTable::read)
                .list();
    }

    private static AgentChange read(ResultSet row, StatementContext context) throws SQLException {
        return new AgentChange(
                new AgentId(row.getString("agent_id")),
                row.getLong("number"),
                Columns.instant(row, "changed_at"),
                Columns.constantOrNull(Role.class, row, "role"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("detail"),
                row.getString("salt"),
                row.getString("commitment"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
