package dev.helpline.chat.client.real;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.service.ChatListener;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.SessionEnd;
import dev.helpline.chat.client.session.SessionHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an app would show if it used only callbacks. Records each callback that would make an app show something wrong. */
final class Screen implements ChatListener {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Map<String, ChatMessage> messages = new LinkedHashMap<>();
    /** How many messages of participants are in each state. */
    private final Map<DeliveryState, Integer> counts = new EnumMap<>(DeliveryState.class);

    private final List<String> wrongs = new ArrayList<>();
    private final List<SessionEnd> ends = new ArrayList<>();
    private @Nullable SessionHead head;
    private @Nullable ChatApiException stopped;
    private int pollingErrors;
    private boolean closed;

    @Override
    public synchronized void onSessionUpdated(SessionHead head) {
        this.head = head;
        changed();
    }

    @Override
    public synchronized void onMessageSent(ChatMessage message) {
        appear(message);
    }

    @Override
    public synchronized void onMessageReceived(ChatMessage message) {
        appear(message);
    }

    private void appear(ChatMessage message) {
        if (put(message) != null) {
            wrongs.add("appeared twice: " + message);
        }
        changed();
    }

    @Override
    public synchronized void onMessageUpdated(ChatMessage message) {
        ChatMessage before = put(message);
        if (before == null) {
            wrongs.add("updated before it appeared: " + message);
        } else if (goesBack(before, message)) {
            wrongs.add("went back: " + before + " to " + message);
        }
        changed();
    }

    private @Nullable ChatMessage put(ChatMessage message) {
        ChatMessage before = messages.put(message.messageId(), message);
        if (before != null) {
            count(before, -1);
        }
        count(message, 1);
        return before;
    }

    /** Whether a message loses what the server had confirmed of it. */
    private static boolean goesBack(ChatMessage before, ChatMessage now) {
        boolean isConfirmed = before.state() == DeliveryState.SENT || before.state() == DeliveryState.RECEIVED;
        return (isConfirmed && now.state() != before.state())
                || (before.seq().isPresent() && !now.seq().equals(before.seq()))
                || (before.deliveredAt().isPresent() && now.deliveredAt().isEmpty())
                || (before.readAt().isPresent() && now.readAt().isEmpty());
    }

    @Override
    public synchronized void onSessionEnded(SessionEnd end) {
        ends.add(end);
        changed();
    }

    @Override
    public synchronized void onPollingError(ChatApiException error, Duration retryIn) {
        pollingErrors++;
        changed();
    }

    @Override
    public synchronized void onPollingStopped(ChatApiException error) {
        stopped = error;
        changed();
    }

    private void changed() {
        if (closed) {
            wrongs.add("a callback after the service was closed");
        }
        notifyAll();
    }

    /** From now on every callback is wrong. */
    synchronized void close() {
        closed = true;
    }

    synchronized List<String> wrongs() {
        return List.copyOf(wrongs);
    }

    synchronized List<SessionEnd> ends() {
        return List.copyOf(ends);
    }

    synchronized int pollingErrors() {
        return pollingErrors;
    }

    /** Returns how many messages of participants are in this state. */
    synchronized int count(DeliveryState state) {
        return counts.getOrDefault(state, 0);
    }

    private void count(ChatMessage message, int one) {
        if (message.sender() != Sender.SYSTEM) {
            counts.merge(message.state(), one, Integer::sum);
        }
    }

    /** Returns the texts of participants' messages in this state, in the order in which they arrived. */
    synchronized List<String> texts(DeliveryState state) {
        return messages.values().stream()
                .filter(message -> message.state() == state && message.sender() != Sender.SYSTEM)
                .map(ChatMessage::text)
                .toList();
    }

    void awaitSent(int atLeast) {
        await("that many sent: " + atLeast, () -> count(DeliveryState.SENT) >= atLeast);
    }

    void awaitReceived(int atLeast) {
        await("that many received: " + atLeast, () -> count(DeliveryState.RECEIVED) >= atLeast);
    }

    void awaitFailed(int atLeast) {
        await("that many failed: " + atLeast, () -> count(DeliveryState.FAILED) >= atLeast);
    }

    void awaitEnd() {
        await("the end", () -> !ends.isEmpty());
    }

    void awaitPollingErrors(int atLeast) {
        await("that many polling errors: " + atLeast, () -> pollingErrors >= atLeast);
    }

    SessionHead awaitHead(Predicate<SessionHead> wanted) {
        await("such a head", () -> head != null && wanted.test(head));
        synchronized (this) {
            return Objects.requireNonNull(head);
        }
    }

    private synchronized void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long leftMillis = (end - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new AssertionError("did not come: " + what + "; there are " + this);
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException unwanted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", unwanted);
            }
        }
    }

    @Override
    public synchronized String toString() {
        Map<DeliveryState, Integer> counts = new LinkedHashMap<>();
        messages.values().forEach(message -> counts.merge(message.state(), 1, Integer::sum));
        return counts + ", polling errors " + pollingErrors + ", stopped " + stopped + ", wrong " + wrongs;
    }
}
