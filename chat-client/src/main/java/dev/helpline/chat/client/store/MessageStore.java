package dev.helpline.chat.client.store;

import dev.helpline.chat.client.service.ChatService;
import java.io.IOException;

/**
 * Keeps the records of a conversation on the device: messages that are not sent, an end or a rating that is under way, the newest messages, and
 * the cursor of polls. A record is a text under a key, and only the SDK knows what it means. {@link FileMessageStore} keeps them in a file; an
 * app that has a database keeps them in one table of two columns.
 *
 * <p>The {@link ChatService} makes one call at a time, on the thread of its scheduler, and the last one on the thread that closes it. A store
 * belongs to one service and to one customer: records of one customer must not be read by another. A store must not call the service.
 */
public interface MessageStore {
    /**
     * Returns all records. Records that cannot be read are left out, and the contents say so; the call does not fail for them.
     *
     * @throws IOException if the store cannot be read at all, or another process uses it
     */
    StoreContents load() throws IOException;

    /**
     * Stores all of a change or nothing of it. When the method returns, the change survives the end of the process and, as far as the device
     * allows, the loss of power.
     *
     * @throws IOException if that is not certain; the service then tries again with its next change
     */
    void write(StoreChange change) throws IOException;

    /** Returns a store that forgets its records with the process, for tests. Thread-safe. */
    static MessageStore inMemory() {
        return new HeapMessageStore();
    }
}
