package dev.helpline.benchmarks;

import dev.helpline.benchmarks.Conversation.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A way to write one message by hand in one commit. */
interface MessageWriter {
    String UPDATE = """
            update chat_session
               set version = ?, last_seq = ?, last_visible_seq = ?, message_count = ?, last_message_seq = ?,
                   last_entry_at = ?
             where id = ? and version = ? - 1
            """;

    /** The statement before one or several {@link #ROW}s. */
    String INTO = """
            insert into chat_entry (
                   session_id, seq, prev_visible_seq, message_number, entry_id, author_id, taken_at, text, fingerprint,
                   kind, type, audience, author_type)
            values
            """;

    /** The values that {@link #bindInsert} binds, and constants. */
    String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, 'MESSAGE', 'text', 'ALL', 'CUSTOMER')";

    String INSERT = INTO + ROW;

    /** Returns its name in tables. */
    String name();

    /** Returns whether each of its statements commits by itself. */
    boolean autoCommit();

    /** Writes the message and commits. */
    void write(Connection connection, Message message) throws SQLException;

    /** Update, insert, commit, as a careful program without a queue does it. */
    final class Transaction implements MessageWriter {
        @Override
        public String name() {
            return "transaction";
        }

        @Override
        public boolean autoCommit() {
            return false;
        }

        @Override
        public void write(Connection connection, Message message) throws SQLException {
            try (PreparedStatement update = connection.prepareStatement(UPDATE);
                    PreparedStatement insert = connection.prepareStatement(INSERT)) {
                bindUpdate(update, message);
                requireOne(update.executeUpdate());
                bindInsert(insert, 0, message);
                requireOne(insert.executeUpdate());
            }
            connection.commit();
        }
    }

    static void bindUpdate(PreparedStatement update, Message message) throws SQLException {
        update.setLong(1, message.version());
        update.setLong(2, message.seq());
        update.setLong(3, message.seq());
        update.setLong(4, message.number());
        update.setLong(5, message.seq());
        update.setLong(6, message.at());
        update.setString(7, message.session());
        update.setLong(8, message.version());
    }

    /** Binds the values after {@code position}, and returns the position of the last one. */
    static int bindInsert(PreparedStatement insert, int position, Message message) throws SQLException {
        int at = position;
        insert.setString(++at, message.session());
        insert.setLong(++at, message.seq());
        insert.setLong(++at, message.seq() - 1);
        insert.setLong(++at, message.number());
        insert.setString(++at, message.id());
        insert.setString(++at, message.customer());
        insert.setLong(++at, message.at());
        insert.setString(++at, message.text());
        insert.setString(++at, message.fingerprint());
        return at;
    }

    static void requireOne(long rows) {
        if (rows != 1) {
            throw new IllegalStateException("wrote " + rows + " rows and not one");
        }
    }
}
