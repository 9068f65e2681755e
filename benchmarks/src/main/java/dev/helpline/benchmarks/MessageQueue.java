package dev.helpline.benchmarks;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What remains of storing messages in memory when there are no rules: callers put messages into a queue, and one thread numbers them,
 * appends them to the logs of their sessions, and completes the callers' futures, as many at a time as there are. Thread-safe.
 */
final class MessageQueue implements AutoCloseable {
    private final Map<SessionId, Log> logs = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Pending> pending = new LinkedBlockingQueue<>();
    private final Thread appender = new Thread(this::append, "appender");

    /** A log for each session. */
    MessageQueue(List<SessionId> sessions) {
        sessions.forEach(session -> logs.put(session, new Log()));
        appender.setDaemon(true);
        appender.start();
    }

    private record Pending(SessionId session, EntryId id, String text, CompletableFuture<Long> number) {}

    private record Message(EntryId id, long number, long at, String text) {}

    /** The messages of a session. Confined to the thread of the queue. */
    private static final class Log {
        private final List<Message> messages = new ArrayList<>();
        private final Set<EntryId> known = new HashSet<>();

        long append(Pending message) {
            if (!known.add(message.id())) {
                throw new IllegalStateException("the id is known");
            }
            messages.add(new Message(message.id(), messages.size() + 1L, System.currentTimeMillis(), message.text()));
            return messages.size();
        }
    }

    /** Completes with the number of the message in its session, from 1. */
    CompletableFuture<Long> append(SessionId session, EntryId id, String text) {
        CompletableFuture<Long> number = new CompletableFuture<>();
        pending.add(new Pending(session, id, text, number));
        return number;
    }

    private void append() {
        List<Pending> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(pending.take());
                pending.drainTo(batch);
                batch.forEach(this::appendOne);
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void appendOne(Pending message) {
        Log log = logs.get(message.session());
        if (log == null) {
            message.number().completeExceptionally(new IllegalArgumentException("no such session"));
        } else {
            message.number().complete(log.append(message));
        }
    }

    @Override
    public void close() {
        appender.interrupt();
    }
}
