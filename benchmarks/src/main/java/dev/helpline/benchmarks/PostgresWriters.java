package dev.helpline.benchmarks;

import dev.helpline.benchmarks.Conversation.Message;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Update and insert in one statement, which is its own transaction; only PostgreSQL can do this. */
final class PostgresWriters {
    private PostgresWriters() {}

    /** One message in one statement that commits: the minimum for a single sender. */
    static final class Statement implements MessageWriter {
        private static final String WRITE = """
                with changed as (
                    update chat_session
                       set version = ?, last_seq = ?, last_visible_seq = ?, message_count = ?, last_message_seq = ?,
                           last_entry_at = ?
                     where id = ? and version = ? - 1
                    returning id)
                insert into chat_entry (
                       session_id, seq, prev_visible_seq, message_number, entry_id, author_id, taken_at, text,
                       fingerprint, kind, type, audience, author_type)
                select id, ?, ?, ?, ?, ?, ?, ?, ?, 'MESSAGE', 'text', 'ALL', 'CUSTOMER'
                  from changed
                """;

        @Override
        public String name() {
            return "statement";
        }

        @Override
        public boolean autoCommit() {
            return true;
        }

        @Override
        public void write(Connection connection, Message message) throws SQLException {
            try (PreparedStatement write = connection.prepareStatement(WRITE)) {
                MessageWriter.bindUpdate(write, message);
                write.setLong(9, message.seq());
                write.setLong(10, message.seq() - 1);
                write.setLong(11, message.number());
                write.setString(12, message.id());
                write.setString(13, message.customer());
                write.setLong(14, message.at());
                write.setString(15, message.text());
                write.setString(16, message.fingerprint());
                MessageWriter.requireOne(write.executeUpdate());
            }
        }
    }

    /** A batch in one statement. */
    static final class Unnest implements BatchWriter {
        private static final String WRITE = """
                with given as (
                    select *
                      from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[],
                                  ?::text[], ?::text[])
                           as g (session, customer, version, seq, number, entry, at, text, fingerprint)),
                changed as (
                    update chat_session s
                       set version = g.version, last_seq = g.seq, last_visible_seq = g.seq, message_count = g.number,
                           last_message_seq = g.seq, last_entry_at = g.at
                      from given g
                     where s.id = g.session and s.version = g.version - 1
                    returning s.id)
                insert into chat_entry (
                       session_id, seq, prev_visible_seq, message_number, entry_id, author_id, taken_at, text,
                       fingerprint, kind, type, audience, author_type)
                select g.session, g.seq, g.seq - 1, g.number, g.entry, g.customer, g.at, g.text, g.fingerprint,
                       'MESSAGE', 'text', 'ALL', 'CUSTOMER'
                  from given g
                  join changed on changed.id = g.session
                """;

        @Override
        public String name() {
            return "unnest";
        }

        @Override
        public boolean autoCommit() {
            return true;
        }

        @Override
        public void write(Connection connection, List<Message> messages) throws SQLException {
            try (PreparedStatement write = connection.prepareStatement(WRITE)) {
                write.setArray(1, array(connection, "text", messages, Message::session));
                write.setArray(2, array(connection, "text", messages, Message::customer));
                write.setArray(3, array(connection, "bigint", messages, Message::version));
                write.setArray(4, array(connection, "bigint", messages, Message::seq));
                write.setArray(5, array(connection, "bigint", messages, Message::number));
                write.setArray(6, array(connection, "text", messages, Message::id));
                write.setArray(7, array(connection, "bigint", messages, Message::at));
                write.setArray(8, array(connection, "text", messages, Message::text));
                write.setArray(9, array(connection, "text", messages, Message::fingerprint));
                if (write.executeUpdate() != messages.size()) {
                    throw new IllegalStateException("a batch was not written as a whole");
                }
            }
        }

        private static Array array(
                Connection connection, String type, List<Message> messages, Function<Message, Object> value)
                throws SQLException {
            return connection.createArrayOf(type, messages.stream().map(value).toArray());
        }
    }
}
