package dev.helpline.chat.client.store;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Records to store and to remove, all of them or none. Immutable. */
public final class StoreChange {
    private final Map<String, String> puts;
    private final Set<String> removals;

    private StoreChange(Builder builder) {
        puts = Collections.unmodifiableMap(new TreeMap<>(builder.puts));
        removals = Collections.unmodifiableSet(new TreeSet<>(builder.removals));
    }

    /** Starts a builder of a change that does nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** The records to store, in place of those with the same keys. Keys are 1 to 140 ASCII characters; texts are JSON. */
    public Map<String, String> puts() {
        return puts;
    }

    /** The keys of records to remove, as far as they exist. None of them is in {@link #puts()}. */
    public Set<String> removals() {
        return removals;
    }

    /** Makes the change in {@code records}. */
    public void applyTo(Map<String, String> records) {
        removals.forEach(records::remove);
        records.putAll(puts);
    }

    boolean isEmpty() {
        return puts.isEmpty() && removals.isEmpty();
    }

    /** The numbers of records; never their content. */
    @Override
    public String toString() {
        return "StoreChange{puts=" + puts.size() + ", removals=" + removals.size() + "}";
    }

    /** Collects records. Not thread-safe. */
    public static final class Builder {
        private final Map<String, String> puts = new TreeMap<>();
        private final Set<String> removals = new TreeSet<>();

        private Builder() {}

        /** Stores a record; the last call for a key counts. */
        public Builder put(String key, String text) {
            puts.put(key, Objects.requireNonNull(text, "text"));
            removals.remove(key);
            return this;
        }

        /** Removes a record; the last call for a key counts. */
        public Builder remove(String key) {
            puts.remove(key);
            removals.add(key);
            return this;
        }

        /** Makes the change; the builder can be used again. */
        public StoreChange build() {
            return new StoreChange(this);
        }
    }
}
