package dev.helpline.chat.spring;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Warns once if the engine is called inside a transaction of Spring's, which the call does not join. Thread-safe. */
final class TransactionWarning implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionWarning.class);

    private final AtomicBoolean warned = new AtomicBoolean();

    @Override
    public void run() {
        if (!warned.get()
                && TransactionSynchronizationManager.isActualTransactionActive()
                && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "the chat was called inside the transaction {}; it does not join it: what the call does stays if the transaction is rolled back, and"
                            + " it needs a second connection, so that callers wait for each other if there are as many as the pool has connections."
                            + " Add a command to the SpringChatInbox instead, or call the chat when the transaction has ended. This is told once",
                    TransactionSynchronizationManager.getCurrentTransactionName(),
                    new Throwable("called here"));
        }
    }
}
