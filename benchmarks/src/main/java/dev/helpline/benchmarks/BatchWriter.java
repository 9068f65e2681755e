package dev.helpline.benchmarks;

import dev.helpline.benchmarks.Conversation.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** A way to write many messages of as many sessions by hand, as one commit. */
interface BatchWriter {
    /** What it is called in tables. */
    String name();

    /** Whether its one statement is its commit. */
    boolean autoCommit();

    /** Writes the messages and commits. */
    void write(Connection connection, List<Message> messages) throws SQLException;

    /** What the driver makes of a JDBC batch. */
    final class JdbcBatch implements BatchWriter {
        @Override
        public String name() {
            return "jdbc batches";
        }

        @Override
        public boolean autoCommit() {
            return false;
        }

        @Override
        public void write(Connection connection, List<Message> messages) throws SQLException {
            try (PreparedStatement update = connection.prepareStatement(MessageWriter.UPDATE);
                    PreparedStatement insert = connection.prepareStatement(MessageWriter.INSERT)) {
                for (Message message : messages) {
                    MessageWriter.bindUpdate(update, message);
                    update.addBatch();
                    MessageWriter.bindInsert(insert, message);
                    insert.addBatch();
                }
                update.executeBatch();
                insert.executeBatch();
            }
            connection.commit();
        }
    }
}
