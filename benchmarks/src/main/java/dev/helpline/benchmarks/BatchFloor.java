package dev.helpline.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Batches of messages that exist already, written by hand by threads that do nothing else: no sender waits or has to
 * be woken, and there is no queue. It does not depend on the number of senders.
 */
final class BatchFloor extends Floor {
    static final int BATCH = 64;

    private final BatchWriter writer;

    /** @param conversations {@link #BATCH} for each connection */
    BatchFloor(Database database, BatchWriter writer, int connections, List<Conversation> conversations) {
        super(database, connections, writer.autoCommit(), conversations);
        this.writer = writer;
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
        try (Connection connection = borrow()) {
            writer.write(connection, messages);
        }
        return BATCH;
    }
}
