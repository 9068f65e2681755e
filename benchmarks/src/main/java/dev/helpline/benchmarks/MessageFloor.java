package dev.helpline.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One commit per message, written by hand: each sender borrows a connection, writes, commits, and returns it. */
final class MessageFloor extends Floor {
    private final MessageWriter writer;

    MessageFloor(Database database, MessageWriter writer, int connections, List<Conversation> conversations) {
        super(database, connections, writer.autoCommit(), conversations);
        this.writer = writer;
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
        try (Connection connection = borrow()) {
            writer.write(connection, message);
        }
        return 1;
    }
}
