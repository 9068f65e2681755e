package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.agent.AgentDirectory;
import dev.helpline.chat.spi.cursor.CursorStore;

/**
 * All that an engine must have remembered, in one place. What only some stores can do (search, retention, reports)
 * are small interfaces of their own that a store may implement besides.
 *
 * <p>Whoever makes a store closes it, after the engine that uses it.
 */
public interface ChatStore extends SessionStore, CursorStore, AgentDirectory, AutoCloseable {
    /** Frees what the store holds. Calls after it fail with {@link dev.helpline.chat.spi.StoreException}; closing twice does nothing. */
    @Override
    void close();
}
