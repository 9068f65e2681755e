package dev.helpline.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.spi.SessionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One commit per message, written by hand: each sender borrows a connection, writes, commits, and gives it back. */
final class MessageFloor implements Contender {
    private final MessageWriter writer;
    private final int connections;
    private final HikariDataSource pool;
    private final List<Conversation> conversations;

    MessageFloor(Database database, MessageWriter writer, int connections, List<Conversation> conversations) {
        this.writer = writer;
        this.connections = connections;
        this.pool = database.pool(connections, writer.autoCommit());
        this.conversations = conversations;
    }

    @Override
    public String name() {
        return writer.name();
    }

    @Override
    public String setting() {
        return connections + " connections";
    }

    @Override
    public int threads(int senders) {
        return senders;
    }

    @Override
    public int send(int thread) throws SQLException {
        Conversation.Message message = conversations.get(thread).next();
        try (Connection connection = pool.getConnection()) {
            writer.write(connection, message);
        }
        return 1;
    }

    @Override
    public List<SessionId> sessions() {
        return conversations.stream()
                .map(conversation -> new SessionId(conversation.session()))
                .toList();
    }

    @Override
    public void close() {
        pool.close();
    }
}
