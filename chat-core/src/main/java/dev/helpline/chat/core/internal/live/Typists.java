package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The participants who are typing in one session, each until the next sign is overdue. Thread-safe. */
final class Typists {
    private final Scheduler time;
    private final Map<Key, Typist> typists = new LinkedHashMap<>();

    /** Whether {@link #leave} will be called. */
    private boolean hasTimer;

    /** Read without the lock, since every message asks whether its author was typing. */
    private volatile boolean isEmpty = true;

    private record Key(ParticipantType type, @Nullable String id) {
        static Key of(Author author) {
            return new Key(author.type(), author.id());
        }
    }

    private record Typist(Author author, long untilNanos) {}

    Typists(Scheduler time) {
        this.time = time;
    }

    /** The author is typing now. Returns whether {@link #leave} must be called when the author is overdue. */
    synchronized boolean typing(Author author) {
        boolean needsTimer = !hasTimer;
        hasTimer = true;
        Key key = Key.of(author);
        Typist before = typists.get(key);
        typists.put(
                key,
                new Typist(
                        before == null ? author : before.author(),
                        time.nanoTime() + SessionActivity.TYPING_LASTS.toNanos()));
        isEmpty = false;
        return needsTimer;
    }

    /** The author has stopped typing. Returns whether the author was typing. */
    boolean stopped(Author author) {
        if (isEmpty) {
            return false;
        }
        synchronized (this) {
            boolean was = typists.remove(Key.of(author)) != null;
            isEmpty = typists.isEmpty();
            return was;
        }
    }

    /** Removes the typists who are overdue. Returns when this must be called again; null if none is left. */
    synchronized @Nullable Duration leave() {
        long now = time.nanoTime();
        typists.values().removeIf(typist -> typist.untilNanos() - now <= 0);
        isEmpty = typists.isEmpty();
        long next = Long.MAX_VALUE;
        for (Typist typist : typists.values()) {
            next = Math.min(next, typist.untilNanos() - now);
        }
        hasTimer = !isEmpty;
        return isEmpty ? null : Duration.ofNanos(next);
    }

    synchronized List<Author> all() {
        List<Author> authors = new ArrayList<>(typists.size());
        typists.values().forEach(typist -> authors.add(typist.author()));
        return authors;
    }
}
