package dev.helpline.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sessions to which floors write. The engine starts them, so that their rows are like those of the engine's own
 * sessions.
 */
final class Sessions {
    private Sessions() {}

    static SessionId start(CustomerChat customer) {
        return customer.start(StartSession.PLAIN).session().id();
    }

    static List<Conversation> start(Database database, int number) {
        List<Conversation> conversations = new ArrayList<>();
        try (HikariDataSource pool = database.pool(4, true);
                JdbcChatStore store = JdbcChatStore.builder(pool).build();
                ChatEngine engine = ChatEngine.builder(store).build()) {
            for (int i = 0; i < number; i++) {
                SessionId id = start(engine.customer(Principal.customer("bob" + Conversation.newId(), "Bob")));
                Session session = store.findSession(id).orElseThrow();
                conversations.add(new Conversation(
                        id.value(),
                        session.customer().id().value(),
                        session.version(),
                        session.log().lastSeq(),
                        session.log().messageCount()));
            }
        }
        return conversations;
    }

    /** Counts the messages of these sessions twice: by the sessions' counters, and by the rows; fails if they differ. */
    static long messagesIn(Database database, List<SessionId> sessions) throws SQLException {
        String list = String.join(",", sessions.stream().map(id -> "?").toList());
        long counted =
                sum(database, "select sum(message_count) from chat_session where id in (" + list + ")", sessions);
        long rows = sum(
                database,
                "select count(*) from chat_entry where kind = 'MESSAGE' and session_id in (" + list + ")",
                sessions);
        if (counted != rows) {
            throw new IllegalStateException("sessions count " + counted + " messages, and there are " + rows);
        }
        return rows;
    }

    private static long sum(Database database, String sql, List<SessionId> sessions) throws SQLException {
        try (HikariDataSource pool = database.pool(1, true);
                Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < sessions.size(); i++) {
                statement.setString(i + 1, sessions.get(i).value());
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
