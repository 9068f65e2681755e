package dev.helpline.chat.testkit.attachment;

import dev.helpline.chat.core.memory.MemoryBlobStore;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.time.Instant;

class MemoryBlobStoreTest extends BlobStoreContract {
    private final ScriptedTime time = ScriptedTime.startingAt("2026-01-05T09:00:00Z");

    @Override
    protected BlobStore newStore() {
        return new MemoryBlobStore(time);
    }

    @Override
    protected Instant notAfterNow() {
        return time.instant();
    }
}
