package dev.helpline.chat.spring;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.inbox.Inbox;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.store.jdbc.ChatInbox;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Adds commands on the connection of the running transaction over the chat's {@code DataSource}, and has them carried out once that has committed. */
final class RunningTransaction implements SpringChatInbox {
    private final DataSource dataSource;
    private final ChatInbox inbox;
    private final ChatEngine engine;

    RunningTransaction(DataSource dataSource, ChatInbox inbox, ChatEngine engine) {
        this.dataSource = dataSource;
        this.inbox = inbox;
        this.engine = engine;
    }

    @Override
    public void add(InboxCommand command) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "a command is added to the chat's inbox within a transaction; add @Transactional");
        }
        Inbox carriedOutBy = engine.inbox();
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            if (!DataSourceUtils.isConnectionTransactional(connection, dataSource) || connection.getAutoCommit()) {
                throw new IllegalStateException("the running transaction is not one over the DataSource of the chat");
            }
            inbox.add(connection, command);
        } catch (SQLException e) {
            throw new UncategorizedSQLException("adding a command to the chat's inbox", null, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
        TransactionSynchronizationManager.registerSynchronization(new Look(carriedOutBy));
    }

    /** Has the commands carried out once they are committed. */
    private record Look(Inbox carriedOutBy) implements TransactionSynchronization {
        @Override
        public void afterCompletion(int status) {
            if (status != STATUS_ROLLED_BACK) {
                carriedOutBy.look();
            }
        }
    }
}
