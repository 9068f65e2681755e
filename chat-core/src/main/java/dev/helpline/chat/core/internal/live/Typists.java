package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.cluster.TypingSign;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The participants who are typing in one session, at this node and at others, each until the next sign is overdue. Thread-safe.
 */
final class Typists {
    /** The key of this node; other nodes have ids. */
    private static final String HERE = "";

    /** More nodes than the participants of one session use; of the others' notices the order is not known. */
    private static final int MAX_NODES = 16;

    private final Scheduler time;
    private final Map<Key, Typist> typists = new LinkedHashMap<>();

    /** The newest order of each other node that told of typists; null if none did. */
    private @Nullable Map<String, Long> orders;

    /** When the next timer runs; null if none is set. */
    private @Nullable Long timerAtNanos;

    /** Read without the lock, since every message asks whether its author was typing. */
    private volatile boolean isEmpty = true;

    private record Key(
            String node, ParticipantType type, @Nullable String id) {
        static Key of(String node, Author author) {
            return new Key(node, author.type(), author.id());
        }

        boolean isOf(Author author) {
            return type == author.type() && Objects.equals(id, author.id());
        }
    }

    private record Typist(Author author, long untilNanos) {}

    /**
     * When {@link #leave} must be called.
     *
     * @param dueNanos the argument of that call
     */
    record Timer(Duration delay, long dueNanos) {}

    Typists(Scheduler time) {
        this.time = time;
    }

    /** The author is typing at this node. Returns a timer if another one is needed. */
    synchronized @Nullable Timer typing(Author author) {
        put(HERE, author, SessionActivity.TYPING_LASTS);
        isEmpty = false;
        return nextTimer();
    }

    private void put(String node, Author author, Duration left) {
        Key key = Key.of(node, author);
        Typist before = typists.get(key);
        typists.put(key, new Typist(before == null ? author : before.author(), time.nanoTime() + left.toNanos()));
    }

    /**
     * These are all who are typing at another node.
     *
     * @param order rises with each of that node's notices; of an old one nothing is taken over
     * @return a timer if another one is needed
     */
    synchronized @Nullable Timer typingElsewhere(String node, long order, List<TypingSign> signs) {
        if (!isNewest(node, order)) {
            return null;
        }
        typists.keySet()
                .removeIf(key -> key.node().equals(node) && signs.stream().noneMatch(sign -> key.isOf(sign.author())));
        signs.forEach(sign -> put(node, sign.author(), sign.left()));
        isEmpty = typists.isEmpty();
        return nextTimer();
    }

    private boolean isNewest(String node, long order) {
        Map<String, Long> known = orders;
        if (known == null) {
            known = new LinkedHashMap<>();
            orders = known;
        }
        Long newest = known.get(node);
        if (newest != null && newest >= order) {
            return false;
        }
        known.remove(node); // the one that was silent for longest comes first
        if (known.size() >= MAX_NODES) {
            known.remove(known.keySet().iterator().next());
        }
        known.put(node, order);
        return true;
    }

    /** The author has stopped typing, wherever that was. Returns whether the author was typing. */
    boolean stopped(Author author) {
        if (isEmpty) {
            return false;
        }
        synchronized (this) {
            boolean was = typists.keySet().removeIf(key -> key.isOf(author));
            isEmpty = typists.isEmpty();
            return was;
        }
    }

    /** A timer has run: removes the typists who are overdue. Returns the next timer; null if none is needed. */
    synchronized @Nullable Timer leave(long dueNanos) {
        if (Objects.equals(timerAtNanos, dueNanos)) {
            timerAtNanos = null;
        }
        long now = time.nanoTime();
        typists.values().removeIf(typist -> typist.untilNanos() - now <= 0);
        isEmpty = typists.isEmpty();
        return nextTimer();
    }

    /** Returns a timer for the first typist who leaves, unless one that was set earlier runs by then. */
    private @Nullable Timer nextTimer() {
        if (isEmpty) {
            return null;
        }
        long now = time.nanoTime();
        long left = Long.MAX_VALUE;
        for (Typist typist : typists.values()) {
            left = Math.min(left, typist.untilNanos() - now);
        }
        Long set = timerAtNanos;
        if (set != null && set - now <= left) {
            return null;
        }
        timerAtNanos = now + left;
        return new Timer(Duration.ofNanos(Math.max(left, 0)), now + left);
    }

    /** All who are typing, in the order in which they began. */
    synchronized List<Author> all() {
        List<Author> authors = new ArrayList<>(typists.size());
        for (Map.Entry<Key, Typist> each : typists.entrySet()) {
            Author author = each.getValue().author();
            if (authors.stream().noneMatch(each.getKey()::isOf)) {
                authors.add(author);
            }
        }
        return authors;
    }

    /** Those who are typing at this node. */
    synchronized List<TypingSign> here() {
        long now = time.nanoTime();
        List<TypingSign> signs = new ArrayList<>();
        typists.forEach((key, typist) -> {
            long left = typist.untilNanos() - now;
            if (key.node().equals(HERE) && left > 0) {
                signs.add(new TypingSign(typist.author(), Duration.ofNanos(left)));
            }
        });
        return signs;
    }
}
