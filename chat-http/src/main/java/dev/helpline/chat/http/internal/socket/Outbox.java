package dev.helpline.chat.http.internal.socket;

import dev.helpline.chat.http.exchange.SocketPeer;
import dev.helpline.chat.http.internal.wire.ServerFrame;
import dev.helpline.chat.http.internal.wire.WireJson;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the frames of one socket, one at a time and in order. A frame becomes text only when its turn has come. It holds one delivery of
 * each feed and a bounded number of replies, so a client that does not read holds little memory. Thread-safe.
 */
final class Outbox {
    /** How many replies may wait: far more than a client has requests under way that it waits for. */
    private static final int MAX_REPLIES = 256;

    private final SocketPeer peer;
    private final Scheduler scheduler;
    private final Runnable lost;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private final AtomicInteger turns = new AtomicInteger();
    private int replies;
    private boolean sending;
    private long sendingSince;
    private @Nullable CloseCode closing;
    private boolean closed;

    private record Item(
            ServerFrame frame, boolean isReply, @Nullable CompletableFuture<Void> lastOf) {}

    /**
     * An outbox with nothing to send.
     *
     * @param lost is called if the peer fails to send a frame
     */
    Outbox(SocketPeer peer, Scheduler scheduler, Runnable lost) {
        this.peer = peer;
        this.scheduler = scheduler;
        this.lost = lost;
    }

    /** Sends a reply. Returns whether there was room for it. */
    boolean reply(ServerFrame frame) {
        synchronized (this) {
            if (isOver()) {
                return true;
            }
            if (replies == MAX_REPLIES) {
                return false;
            }
            replies++;
            waiting.add(new Item(frame, true, null));
        }
        sendNext();
        return true;
    }

    /** Sends the frames of a feed; the stage is complete once all of them are handed to the network. Never fails. */
    CompletionStage<Void> deliver(List<ServerFrame> frames) {
        CompletableFuture<Void> handedOver = new CompletableFuture<>();
        if (frames.isEmpty()) {
            handedOver.complete(null);
            return handedOver;
        }
        synchronized (this) {
            if (isOver()) {
                return handedOver;
            }
            for (int i = 0; i < frames.size(); i++) {
                waiting.add(new Item(frames.get(i), false, i == frames.size() - 1 ? handedOver : null));
            }
        }
        sendNext();
        return handedOver;
    }

    /** Sends what waits, and then closes the connection. */
    void close(CloseCode code) {
        synchronized (this) {
            if (isOver()) {
                return;
            }
            closing = code;
        }
        sendNext();
    }

    /** Closes the connection without sending what waits. */
    void closeNow(CloseCode code) {
        if (forget()) {
            peer.close(code.code(), code.reason());
        }
    }

    /** Forgets what waits. Returns false if that has happened before. */
    synchronized boolean forget() {
        boolean first = !closed;
        closed = true;
        waiting.clear();
        return first;
    }

    /** How long the peer has been busy with the frame that it sends; zero if it sends none. */
    synchronized Duration busyFor() {
        return sending ? Duration.ofNanos(scheduler.nanoTime() - sendingSince) : Duration.ZERO;
    }

    private boolean isOver() {
        return closed || closing != null;
    }

    /** A peer may complete a send at once, or on another thread; only one thread at a time goes through the loop. */
    private void sendNext() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            take();
            seen = turns.addAndGet(-seen);
        }
    }

    private void take() {
        Item next;
        CloseCode end;
        synchronized (this) {
            if (sending || closed) {
                return;
            }
            next = waiting.poll();
            end = next == null ? closing : null;
            if (next != null) {
                sending = true;
                sendingSince = scheduler.nanoTime();
                replies -= next.isReply() ? 1 : 0;
            }
        }
        if (end != null) {
            closeNow(end);
        } else if (next != null) {
            send(next);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback runs in any case
    private void send(Item item) {
        CompletionStage<Void> sent;
        try {
            sent = peer.send(WireJson.writeText(item.frame()));
        } catch (RuntimeException failed) {
            sent = CompletableFuture.failedFuture(failed);
        }
        sent.whenComplete((done, failure) -> {
            synchronized (this) {
                sending = false;
            }
            if (failure != null) {
                lost.run();
                return;
            }
            if (item.lastOf() != null) {
                item.lastOf().complete(null);
            }
            sendNext();
        });
    }
}
