package dev.helpline.chat.client.service;

import dev.helpline.chat.client.internal.Json;
import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.store.MessageStore;
import dev.helpline.chat.client.store.StoreChange;
import dev.helpline.chat.client.store.StoreContents;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what changes of a conversation to a {@link MessageStore}: it compares what is shown with what was written, so no step of the service
 * can forget it. One write is under way at a time, on the scheduler, and takes along all that has changed meanwhile.
 *
 * <p>Listeners learn of a message, a change of one, an end or a rating once it is written, and a message is sent once all before it is written. While the store
 * fails, the chat goes on without that, and each change is written together with the next one.
 *
 * <p>Guarded by the service's lock, except for {@link #write}, {@link #load} and {@link #close}, which need it free.
 */
final class MessageJournal {
    /** Records of what the customer did: listeners learn of it once it is written. */
    private static final Set<String> SHOWN_WHEN_KEPT =
            new HashSet<>(Arrays.asList(KeptChat.END, KeptChat.RATING, KeptChat.CHANGES));

    private final ChatService service;
    private final MessageStore store;
    private final ChatScheduler scheduler;

    /** Held while the store is called, so that {@link #close} waits for a write. */
    private final Object storeLock = new Object();

    /** The messages and other records as they were written, or wait to be. */
    private final Map<String, ChatMessage> messages = new HashMap<>();

    private final Map<String, String> others = new HashMap<>();
    private final Map<String, Long> positions = new HashMap<>();
    private Map<String, Optional<String>> waiting = new LinkedHashMap<>();
    private @Nullable WatchedSession notedSession;
    private int notedRevision;
    private long lastPosition;
    private boolean loaded;
    private boolean changed;
    private boolean closed;
    private boolean writing;
    private boolean failing;

    MessageJournal(ChatService service, MessageStore store, ChatScheduler scheduler) {
        this.service = service;
        this.store = store;
        this.scheduler = scheduler;
    }

    /** Whether the store was read, or turned out not to be readable. Until then nothing is written. */
    boolean isLoaded() {
        return loaded;
    }

    /** Reads the store. Called without the service's lock. */
    StoreContents load() throws IOException {
        synchronized (storeLock) {
            return store.load();
        }
    }

    /** Begins to write: {@code contents} are in the store, of which {@code kept} is shown. */
    void loaded(StoreContents contents, @Nullable KeptChat kept) {
        loaded = true;
        contents.records().forEach(others::put);
        if (kept == null) {
            return;
        }
        for (ChatMessage message : kept.messages()) {
            String key = KeptChat.MESSAGE + message.messageId();
            others.remove(key);
            messages.put(key, message);
        }
        kept.positions().forEach((id, position) -> positions.put(KeptChat.MESSAGE + id, position));
        lastPosition =
                positions.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Nothing is known of what is in the store. */
    void notLoaded() {
        loaded = true;
        failing = true;
    }

    /** Whether all that has happened is written, or cannot be. */
    boolean isSettled(@Nullable WatchedSession session) {
        note(session);
        return failing || (waiting.isEmpty() && !writing);
    }

    /** Looks for what has changed, and plans to write it. */
    void note(@Nullable WatchedSession session) {
        if (!loaded || closed) {
            return;
        }
        boolean isShown = noteOthers(session);
        if (session != notedSession || (session != null && session.conversation.revision() != notedRevision)) {
            isShown |= noteMessages(session);
            notedSession = session;
            notedRevision = session == null ? 0 : session.conversation.revision();
        }
        if (isShown) {
            service.callbacks.hold();
        }
        if (changed && !writing) {
            plan();
        }
    }

    private void plan() {
        writing = true;
        scheduler.after(Duration.ZERO, this::write);
    }

    private void change(String key, Optional<String> text) {
        waiting.put(key, text);
        changed = true;
    }

    /** Returns whether listeners have to wait. */
    private boolean noteOthers(@Nullable WatchedSession session) {
        Map<String, String> now = session == null ? new HashMap<>() : session.toRecords(service.isOpened(session));
        Set<String> gone = new HashSet<>(others.keySet());
        gone.removeAll(now.keySet());
        gone.forEach(key -> {
            others.remove(key);
            change(key, Optional.empty());
        });
        boolean isShown = false;
        for (Map.Entry<String, String> record : now.entrySet()) {
            if (!record.getValue().equals(others.put(record.getKey(), record.getValue()))) {
                change(record.getKey(), Optional.of(record.getValue()));
                isShown |= SHOWN_WHEN_KEPT.contains(record.getKey());
            }
        }
        return isShown;
    }

    private boolean noteMessages(@Nullable WatchedSession session) {
        Map<String, ChatMessage> now = session == null ? new HashMap<>() : toKeep(session.conversation);
        Set<String> gone = new HashSet<>(messages.keySet());
        gone.removeAll(now.keySet());
        gone.forEach(key -> {
            messages.remove(key);
            positions.remove(key);
            change(key, Optional.empty());
        });
        boolean isShown = false;
        for (Map.Entry<String, ChatMessage> record : now.entrySet()) {
            ChatMessage message = record.getValue();
            ChatMessage before = messages.put(record.getKey(), message);
            if (!message.equals(before)) {
                boolean isQueued = message.state() == DeliveryState.SENDING
                        && (before == null || before.state() != DeliveryState.SENDING);
                if (isQueued) {
                    positions.put(record.getKey(), ++lastPosition);
                }
                change(record.getKey(), Optional.of(record(session, record.getKey(), message)));
                isShown |= isQueued;
            }
        }
        return isShown;
    }

    /** Returns all messages without a number, and the newest of the others. */
    private static Map<String, ChatMessage> toKeep(Conversation conversation) {
        List<ChatMessage> numbered = new ArrayList<>();
        Map<String, ChatMessage> kept = new LinkedHashMap<>();
        for (ChatMessage message : conversation.logged()) {
            if (message.seq().isPresent()) {
                numbered.add(message);
            } else {
                kept.put(KeptChat.MESSAGE + message.messageId(), message);
            }
        }
        numbered.subList(Math.max(0, numbered.size() - KeptChat.MOST_MESSAGES), numbered.size())
                .forEach(message -> kept.put(KeptChat.MESSAGE + message.messageId(), message));
        return kept;
    }

    private String record(@Nullable WatchedSession session, String key, ChatMessage message) {
        return Json.ascii(new JsonBody()
                .put("sessionId", session == null ? null : session.sessionId())
                .put("position", message.seq().isPresent() ? null : positions.get(key))
                .put("message", message.toJson())
                .node());
    }

    /** Writes what waits. */
    private void write() {
        synchronized (storeLock) {
            Map<String, Optional<String>> change;
            synchronized (service.lock) {
                change = waiting;
                waiting = new LinkedHashMap<>();
                changed = false;
                writing &= !change.isEmpty();
            }
            if (change.isEmpty()) {
                return; // the closing thread was faster
            }
            Throwable failure = null;
            try {
                store.write(change(change));
            } catch (Throwable thrown) { // Kotlin stores can throw other checked exceptions
                failure = thrown;
            }
            synchronized (service.lock) {
                written(change, failure);
            }
        }
        service.callbacks.flush();
    }

    private void written(Map<String, Optional<String>> change, @Nullable Throwable failure) {
        writing = false;
        if (failure != null) {
            if (!failing) {
                service.callbacks.addFailure(failure);
            }
            change.forEach(waiting::putIfAbsent);
        }
        failing = failure != null;
        if (failing || waiting.isEmpty()) {
            service.callbacks.release();
            service.kept();
        } else if (!closed) {
            plan();
        }
    }

    private static StoreChange change(Map<String, Optional<String>> records) {
        StoreChange.Builder change = StoreChange.builder();
        records.forEach((key, text) -> {
            if (text.isPresent()) {
                change.put(key, text.get());
            } else {
                change.remove(key);
            }
        });
        return change.build();
    }

    /** Writes what is left, on this thread, and then nothing more. */
    void close() {
        synchronized (service.lock) {
            closed = true;
        }
        write();
    }
}
