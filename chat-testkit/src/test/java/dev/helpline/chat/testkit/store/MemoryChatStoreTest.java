package dev.helpline.chat.testkit.store;

import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.spi.store.ChatStore;

class MemoryChatStoreTest extends ChatStoreContract {
    @Override
    protected ChatStore newStore() {
        return new MemoryChatStore();
    }
}
