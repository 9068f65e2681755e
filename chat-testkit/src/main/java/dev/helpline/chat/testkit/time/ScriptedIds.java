package dev.helpline.chat.testkit.time;

import dev.helpline.chat.spi.IdGenerator;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * Generates predictable ids: first those that a test sets, then {@code scripted-00000001}, {@code scripted-00000002}
 * and so on.
 * Thread-safe.
 */
public final class ScriptedIds implements IdGenerator {
    private final Queue<String> told = new ArrayDeque<>();
    private final Set<String> given = new HashSet<>();
    private int count;

    /** Creates a generator that starts with the first id. */
    public ScriptedIds() {}

    /** Sets the next ids, after those that were set before. */
    public synchronized ScriptedIds next(String... ids) {
        Collections.addAll(told, ids);
        return this;
    }

    /** Returns the next id; throws {@link IllegalStateException} if a test set an id twice. */
    @Override
    public synchronized String newId() {
        String id = told.isEmpty() ? String.format("scripted-%08d", ++count) : told.remove();
        if (!given.add(id)) {
            throw new IllegalStateException("an id never repeats, but " + id + " was told twice");
        }
        return id;
    }
}
