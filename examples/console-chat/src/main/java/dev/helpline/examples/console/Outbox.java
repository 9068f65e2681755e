package dev.helpline.examples.console;

import dev.helpline.chat.client.service.ChatListener;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import java.time.Duration;

/** Lets the program wait until all messages are sent. Thread-safe. */
final class Outbox implements ChatListener {
    @Override
    public synchronized void onMessageUpdated(ChatMessage message) {
        notifyAll();
    }

    /** Waits until each message is sent or has failed. Returns how many are neither when the time is up. */
    synchronized long await(ChatService chat, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long unsent = unsent(chat);
        for (long left = patience.toMillis(); unsent > 0 && left > 0; left = millisUntil(deadline)) {
            wait(left);
            unsent = unsent(chat);
        }
        return unsent;
    }

    private static long unsent(ChatService chat) {
        return chat.messages().stream()
                .filter(message -> message.state() == DeliveryState.SENDING)
                .count();
    }

    private static long millisUntil(long nanoTime) {
        return (nanoTime - System.nanoTime()) / 1_000_000;
    }
}
