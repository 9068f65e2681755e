package dev.helpline.chat.client.service;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The listeners of a service. Each receives each event at most once, and none after it was removed. Thread-safe. */
final class Listeners {
    private final CopyOnWriteArrayList<ChatListener> listeners;
    private final CallbackQueue callbacks;

    Listeners(List<ChatListener> listeners, CallbackQueue callbacks) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
        this.callbacks = callbacks;
    }

    void add(ChatListener listener) {
        listeners.addIfAbsent(listener);
    }

    void remove(ChatListener listener) {
        listeners.remove(listener);
    }

    /** Queues an event for all listeners; see {@link CallbackQueue#add}. */
    void tell(Consumer<ChatListener> news) {
        for (ChatListener listener : listeners) {
            callbacks.add(() -> {
                if (listeners.contains(listener)) {
                    news.accept(listener);
                }
            });
        }
    }
}
