package dev.helpline.chat.client.store;

import java.util.Map;
import java.util.TreeMap;

/** Keeps records in memory. Thread-safe. */
final class HeapMessageStore implements MessageStore {
    private final Map<String, String> records = new TreeMap<>();

    @Override
    public synchronized StoreContents load() {
        return StoreContents.of(records);
    }

    @Override
    public synchronized void write(StoreChange change) {
        change.applyTo(records);
    }
}
