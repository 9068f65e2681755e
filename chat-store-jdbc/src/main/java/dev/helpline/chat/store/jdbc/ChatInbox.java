package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.inbox.InboxCommand;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Adds commands to the chat in a transaction of the host's: they are carried out once the transaction has committed, and never if it is rolled
 * back. Adding a command takes no other connection than the host's. {@link JdbcChatStore#inbox()} returns it. Thread-safe.
 *
 * <p>An engine that was built with {@code ChatEngine.Builder.inbox} carries the commands out, on any node: those of a session in the order in
 * which they were added, each once. Adding a command again that was carried out has no effect, since it is known by its id.
 */
@Experimental
public final class ChatInbox {
    private final TableNames names;

    ChatInbox(TableNames names) {
        this.names = names;
    }

    /**
     * Adds a command, as a row in the chat's tables.
     *
     * @param connection a connection to the database of the store, within a transaction; neither committed nor closed here
     * @throws IllegalStateException if the connection commits each statement by itself, so that there is no transaction
     * @throws SQLException as the database says; what that means for the transaction is up to the host
     */
    public void add(Connection connection, InboxCommand command) throws SQLException {
        Objects.requireNonNull(command, "command");
        if (connection.getAutoCommit()) {
            throw new IllegalStateException(
                    "the connection commits by itself, so the command would not belong to a transaction; call setAutoCommit(false) first");
        }
        InboxTable.add(connection, names, command);
    }
}
