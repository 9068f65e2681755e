package dev.helpline.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.spi.SessionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Batches of messages that are there already, written by hand by threads that do nothing else: nobody waits for an
 * answer, nobody is woken, and no queue has to be kept. However many senders there are, this is what it does.
 */
final class BatchFloor implements Contender {
    static final int BATCH = 64;

    private final BatchWriter writer;
    private final int connections;
    private final HikariDataSource pool;
    private final List<Conversation> conversations;

    /** @param conversations {@link #BATCH} for each connection */
    BatchFloor(Database database, BatchWriter writer, int connections, List<Conversation> conversations) {
        this.writer = writer;
        this.connections = connections;
        this.pool = database.pool(connections, writer.autoCommit());
        this.conversations = conversations;
    }

    @Override
    public String name() {
        return "batch";
    }

    @Override
    public String setting() {
        return writer.name() + ", " + connections + " connections";
    }

    @Override
    public int threads(int senders) {
        return connections;
    }

    @Override
    public int send(int thread) throws SQLException {
        List<Conversation.Message> messages = conversations.subList(thread * BATCH, (thread + 1) * BATCH).stream()
                .map(Conversation::next)
                .toList();
        try (Connection connection = pool.getConnection()) {
            writer.write(connection, messages);
        }
        return BATCH;
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
