package dev.helpline.chat.spring;

import dev.helpline.chat.spi.inbox.InboxCommand;

/**
 * Adds commands to the chat in the running Spring transaction: they are carried out right after it has committed, and never if it is rolled
 * back. Uses the connection that the transaction has, and no other one. Thread-safe.
 */
public final class SpringChatInbox {
    private final RunningTransaction transaction;

    SpringChatInbox(RunningTransaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Adds a command.
     *
     * @throws IllegalStateException if no transaction over the chat's {@code DataSource} is running, or if the application's own engine has no
     *     inbox
     * @throws org.springframework.dao.DataAccessException as the database says
     */
    public void add(InboxCommand command) {
        transaction.add(command);
    }
}
