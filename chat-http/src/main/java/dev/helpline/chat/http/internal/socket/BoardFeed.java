package dev.helpline.chat.http.internal.socket;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.SubscriptionEnd;
import dev.helpline.chat.http.internal.wire.ServerFrame;
import dev.helpline.chat.http.internal.wire.WireBoard;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the changes among all open sessions into frames. The next changes come only after the frame of the last ones is handed to the
 * network. Thread-safe.
 */
final class BoardFeed implements Receiver<BoardAnswer> {
    private final Outbox outbox;
    private final FeedSubscription subscription = new FeedSubscription();
    private final InstantSource clock;
    private final Consumer<SubscriptionEnd> whenEnded;

    BoardFeed(Outbox outbox, InstantSource clock, Consumer<SubscriptionEnd> whenEnded) {
        this.outbox = outbox;
        this.clock = clock;
        this.whenEnded = whenEnded;
    }

    /** Begins behind {@code after}. Throws what subscribing throws. */
    void begin(AgentDesk desk, @Nullable String after) {
        subscription.begun(
                desk.subscribeBoard(BoardRequest.builder().after(after).build(), this));
    }

    void cancel() {
        subscription.cancel();
    }

    @Override
    public CompletionStage<?> receive(BoardAnswer news) {
        return outbox.deliver(List.of(new ServerFrame.Board(WireBoard.of(news, clock.instant()))));
    }

    @Override
    public void ended(SubscriptionEnd end) {
        whenEnded.accept(end);
    }
}
