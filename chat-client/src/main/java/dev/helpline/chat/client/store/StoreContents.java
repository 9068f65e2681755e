package dev.helpline.chat.client.store;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The records of a {@link MessageStore}. Immutable. */
public final class StoreContents {
    private final Map<String, String> records;
    private final boolean damaged;

    private StoreContents(Map<String, String> records, boolean damaged) {
        this.records = records;
        this.damaged = damaged;
    }

    /** Returns contents of which no record is missing. */
    public static StoreContents of(Map<String, String> records) {
        return new StoreContents(Collections.unmodifiableMap(new TreeMap<>(records)), false);
    }

    /** Returns the same records, of which some may be missing or outdated: the service then fetches the messages of the session anew. */
    public StoreContents withDamage() {
        return new StoreContents(records, true);
    }

    /** The records by key. */
    public Map<String, String> records() {
        return records;
    }

    /** Whether records may be missing or outdated, because a part of the store could not be read. */
    public boolean isDamaged() {
        return damaged;
    }

    /** The number of records; never their content. */
    @Override
    public String toString() {
        return "StoreContents{records=" + records.size() + ", damaged=" + damaged + "}";
    }
}
