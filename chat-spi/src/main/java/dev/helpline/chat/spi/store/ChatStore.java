package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.agent.AgentDirectory;
import dev.helpline.chat.spi.audit.AuditLog;
import dev.helpline.chat.spi.block.BlockLog;
import dev.helpline.chat.spi.canned.CannedResponseStore;
import dev.helpline.chat.spi.cursor.CursorStore;
import dev.helpline.chat.spi.draft.DraftStore;
import dev.helpline.chat.spi.notify.AlertPreferenceStore;
import dev.helpline.chat.spi.upload.UploadStore;

/**
 * What every store of an engine does, as the sum of small ports. It holds no rule of the conversation: the engine
 * decides, the store remembers. What only some stores can do (search, retention, reports) are small interfaces of their
 * own that a store may also implement.
 *
 * <p>The code that creates a store closes it, after the engine that uses it. Thread-safe.
 */
public interface ChatStore
        extends CommitStore,
                SessionLog,
                SessionHistory,
                OpenSessions,
                EndedSessions,
                WaitingQueue,
                SessionSweep,
                CursorStore,
                AuditLog,
                AgentDirectory,
                BlockLog,
                CannedResponseStore,
                DraftStore,
                AlertPreferenceStore,
                UploadStore,
                LeaseStore,
                AutoCloseable {
    /** Frees what the store holds. Later calls throw {@link StoreException}; closing twice has no effect. */
    @Override
    void close();
}
