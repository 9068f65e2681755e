package dev.helpline.chat.testkit.engine;

import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.SubscriptionEnd;
import dev.helpline.chat.spi.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Applies what it is told of the board, and completes a delivery at once unless it is told to hold deliveries back. Thread-safe. */
final class BoardReceiver implements Receiver<BoardAnswer> {
    private final BoardReading reading = new BoardReading(request -> {
        throw new AssertionError("a receiver asks for nothing");
    });
    private final List<BoardAnswer> answers = new ArrayList<>();
    private final CompletableFuture<SubscriptionEnd> end = new CompletableFuture<>();
    private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);

    @Override
    public synchronized CompletionStage<?> receive(BoardAnswer news) {
        answers.add(news);
        reading.apply(news);
        return room;
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

    void makeRoom() {
        CompletableFuture<Void> held;
        synchronized (this) {
            held = room;
        }
        held.complete(null);
    }

    synchronized List<BoardAnswer> answers() {
        return List.copyOf(answers);
    }

    synchronized Map<SessionId, SessionSummary> held() {
        return new TreeMap<>(reading.held());
    }

    CompletableFuture<SubscriptionEnd> end() {
        return end;
    }
}
