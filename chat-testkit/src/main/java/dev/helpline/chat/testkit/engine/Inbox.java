package dev.helpline.chat.testkit.engine;

import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.SubscriptionEnd;
import dev.helpline.chat.spi.entry.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps what it is told, and completes a delivery at once unless it is told to hold deliveries back. Thread-safe. */
final class Inbox implements Receiver<PollAnswer> {
    private final List<PollAnswer> answers = new ArrayList<>();
    private final CompletableFuture<SubscriptionEnd> end = new CompletableFuture<>();
    private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
    private int underWay;

    @Override
    public synchronized CompletionStage<?> receive(PollAnswer news) {
        if (!room.isDone() && underWay > 0) {
            throw new AssertionError("a second delivery before the first was complete");
        }
        answers.add(news);
        underWay++;
        return room.thenRun(this::completed);
    }

    private synchronized void completed() {
        underWay--;
    }

    @Override
    public void ended(SubscriptionEnd why) {
        if (!end.complete(why)) {
            throw new AssertionError("ended twice");
        }
    }

    /** From now on deliveries are not complete until {@link #makeRoom}. */
    synchronized void hold() {
        room = new CompletableFuture<>();
    }

    /** Completes the delivery that is held, and those to come. */
    void makeRoom() {
        CompletableFuture<Void> held;
        synchronized (this) {
            held = room;
        }
        held.complete(null);
    }

    /** Fails the delivery that is held. */
    void fail() {
        CompletableFuture<Void> held;
        synchronized (this) {
            held = room;
        }
        held.completeExceptionally(new IllegalStateException("no room ever"));
    }

    synchronized List<PollAnswer> answers() {
        return List.copyOf(answers);
    }

    /** Every entry that was delivered, in the order of delivery. */
    List<Entry> entries() {
        return answers().stream().flatMap(answer -> answer.messages().stream()).toList();
    }

    CompletableFuture<SubscriptionEnd> end() {
        return end;
    }
}
