package dev.helpline.chat.testkit.engine;

import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.spi.store.ChatStore;

class MemoryChatEngineTest extends ChatEngineContract {
    @Override
    protected ChatStore newStore() {
        return new MemoryChatStore();
    }
}
