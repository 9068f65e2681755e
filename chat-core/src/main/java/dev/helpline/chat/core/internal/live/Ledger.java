package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.futures.Futures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Counts the commands under way, bounds their number, and tells closing when they have ended, and how. Thread-safe. */
public final class Ledger {
    /** How the commands ended that were under way when closing began. */
    public record Tally(int finished, int notStored, int unknown) {}

    private final int capacity;
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private int open;
    private boolean closing;
    private int finished;
    private int notStored;
    private int unknown;

    Ledger(int capacity) {
        this.capacity = capacity;
    }

    /** Enters a command; throws if too many are under way, or if the engine is closing. */
    synchronized void enter() {
        if (closing) {
            throw CommandFailures.notStored("the engine is closing", null);
        }
        if (open >= capacity) {
            throw CommandFailures.notStored("too many commands are waiting", null);
        }
        open++;
    }

    /**
     * A command that was entered has ended.
     *
     * @param thrown its failure, perhaps as a stage wrapped it; null if its caller got a result
     */
    synchronized void leave(@Nullable Throwable thrown) {
        open--;
        if (!closing) {
            return;
        }
        Throwable failure = thrown == null ? null : Futures.unwrapped(thrown);
        if (failure != null && CommandFailures.isUnknown(failure)) {
            unknown++;
        } else if (failure != null && CommandFailures.isNotStored(failure)) {
            notStored++;
        } else {
            finished++;
        }
        completeIfEmpty();
    }

    private synchronized void completeIfEmpty() {
        if (open == 0) {
            empty.complete(null);
        }
    }

    synchronized int open() {
        return open;
    }

    synchronized boolean isClosing() {
        return closing;
    }

    /** Rejects further commands. */
    synchronized void startClosing() {
        closing = true;
        completeIfEmpty();
    }

    /** Waits until no command is under way, once closing has begun; returns false on a timeout or an interrupt. */
    boolean awaitEmpty(Duration timeout) {
        try {
            empty.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("this future never fails", e);
        }
    }

    synchronized Tally tally() {
        return new Tally(finished, notStored, unknown);
    }
}
