package dev.helpline.benchmarks;

import dev.helpline.benchmarks.Conversation.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** A way to write many messages, each of another session, by hand in one commit. */
interface BatchWriter {
    /** Returns its name in tables. */
    String name();

    /** Returns whether it is one statement that commits by itself. */
    boolean autoCommit();

    /** Writes the messages and commits. */
    void write(Connection connection, List<Message> messages) throws SQLException;

    /** A batch of JDBC, as the driver sends it. */
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
                    MessageWriter.bindInsert(insert, 0, message);
                    insert.addBatch();
                }
                update.executeBatch();
                insert.executeBatch();
            }
            connection.commit();
        }
    }

    /**
     * The fastest way on MariaDB: two statements for all rows, the first of which inserts sessions that exist
     * already.
     */
    final class RowsTogether implements BatchWriter {
        private static final String UPDATE = """
                insert into chat_session (
                       id, customer_id, version, last_seq, last_visible_seq, message_count, last_message_seq, last_entry_at,
                       customer_guest, state, priority, created_at, audit_count, audit_hash, facts_version, response_count,
                       response_millis, longest_response_millis, held_millis, reopen_count, customer_messages, agent_messages,
                       bot_messages)
                values %s
                on duplicate key update version = values(version), last_seq = values(last_seq),
                       last_visible_seq = values(last_visible_seq), message_count = values(message_count),
                       last_message_seq = values(last_message_seq), last_entry_at = values(last_entry_at)
                """;

        @Override
        public String name() {
            return "rows together";
        }

        @Override
        public boolean autoCommit() {
            return false;
        }

        @Override
        public void write(Connection connection, List<Message> messages) throws SQLException {
            String sessions = rows(
                    "(?, ?, ?, ?, ?, ?, ?, ?, false, 'WAITING', 20, 0, 0, '', 0, 0, 0, 0, 0, 0, 0, 0, 0)", messages);
            String entries = MessageWriter.INTO + rows(MessageWriter.ROW, messages);
            try (PreparedStatement update = connection.prepareStatement(UPDATE.formatted(sessions));
                    PreparedStatement insert = connection.prepareStatement(entries)) {
                int at = 0;
                int in = 0;
                for (Message message : messages) {
                    update.setString(++at, message.session());
                    update.setString(++at, message.customer());
                    update.setLong(++at, message.version());
                    update.setLong(++at, message.seq());
                    update.setLong(++at, message.seq());
                    update.setLong(++at, message.number());
                    update.setLong(++at, message.seq());
                    update.setLong(++at, message.at());
                    in = MessageWriter.bindInsert(insert, in, message);
                }
                update.executeUpdate();
                insert.executeUpdate();
            }
            connection.commit();
        }

        private static String rows(String marks, List<Message> messages) {
            return String.join(", ", Collections.nCopies(messages.size(), marks));
        }
    }
}
