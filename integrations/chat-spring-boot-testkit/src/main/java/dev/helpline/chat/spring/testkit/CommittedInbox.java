package dev.helpline.chat.spring.testkit;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.inbox.InboxStore;
import dev.helpline.chat.spring.SpringChatInbox;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * An inbox over a store that takes no part in transactions: a command reaches the store when the running transaction has committed, whatever
 * the transaction is over. That is enough for tests, in which nothing ends between the two. Thread-safe.
 */
final class CommittedInbox implements SpringChatInbox {
    private final InboxStore store;
    private final ChatEngine engine;

    CommittedInbox(InboxStore store, ChatEngine engine) {
        this.store = store;
        this.engine = engine;
    }

    @Override
    public void add(InboxCommand command) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "a command is added to the chat's inbox within a transaction; add @Transactional");
        }
        TransactionSynchronizationManager.registerSynchronization(new Commit(command));
    }

    /** Adds the command once the transaction has committed. */
    private final class Commit implements TransactionSynchronization {
        private final InboxCommand command;

        Commit(InboxCommand command) {
            this.command = command;
        }

        @Override
        public void afterCommit() {
            store.addCommand(command);
            engine.inbox().look();
        }
    }
}
