package dev.helpline.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.spi.SessionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the engine is compared with: rows written by hand, over so many connections, in sessions of its own. */
abstract class Floor implements Contender {
    final int connections;
    final List<Conversation> conversations;
    private final HikariDataSource pool;

    Floor(Database database, int connections, boolean autoCommit, List<Conversation> conversations) {
        this.connections = connections;
        this.conversations = conversations;
        this.pool = database.pool(connections, autoCommit);
    }

    final Connection borrow() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public final List<SessionId> sessions() {
        return conversations.stream()
                .map(conversation -> new SessionId(conversation.session()))
                .toList();
    }

    @Override
    public final void close() {
        pool.close();
    }
}
