package dev.helpline.chat.spring;

import dev.helpline.chat.spi.inbox.InboxCommand;

/**
 * Adds commands to the chat in the running Spring transaction: they are carried out right after it has committed, and never if it is rolled
 * back. The starter's bean uses the connection that the transaction has, and no other one. Thread-safe.
 */
@FunctionalInterface
public interface SpringChatInbox {
    /**
     * Adds a command.
     *
     * @throws IllegalStateException if no transaction over the chat's {@code DataSource} is running, or if the application's own engine has no
     *     inbox
     * @throws org.springframework.dao.DataAccessException as the database says
     */
    void add(InboxCommand command);
}
