package dev.helpline.chat.core.internal.outbox;

import dev.helpline.chat.core.outbox.DeliveryAttempt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest attempts to call one listener. Thread-safe. */
final class AttemptLog {
    /** How many are remembered. */
    static final int SIZE = 1000;

    private final Deque<DeliveryAttempt> newestFirst = new ArrayDeque<>();

    synchronized void add(DeliveryAttempt attempt) {
        if (newestFirst.size() == SIZE) {
            newestFirst.removeLast();
        }
        newestFirst.addFirst(attempt);
    }

    synchronized List<DeliveryAttempt> newest(int limit) {
        List<DeliveryAttempt> newest = new ArrayList<>(Math.min(limit, newestFirst.size()));
        for (DeliveryAttempt attempt : newestFirst) {
            if (newest.size() == limit) {
                break;
            }
            newest.add(attempt);
        }
        return List.copyOf(newest);
    }
}
