package dev.helpline.chat.core.internal.desk;

import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.CommandFailures;
import dev.helpline.chat.core.internal.live.Deadline;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.LostRaces;
import dev.helpline.chat.core.internal.live.SlotNeeded;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** One command, tried with one slot after the other until it is settled or its time is up. Not thread-safe. */
public final class SlotAttempts<T> {
    private final LiveSessions sessions;
    private final LiveSession live;
    private final SlotCommand<T> command;
    private final IntSupplier freeSlot;
    private final Executor executor;
    private final Deadline deadline;
    private final LostRaces races = new LostRaces();

    /**
     * Attempts of a command that is under way.
     *
     * @param freeSlot picks a slot, or throws what the caller is told if there is none; may read the store
     */
    public SlotAttempts(
            LiveSessions sessions, LiveSession live, SlotCommand<T> command, IntSupplier freeSlot, Executor executor) {
        this.sessions = sessions;
        this.live = live;
        this.command = command;
        this.freeSlot = freeSlot;
        this.executor = executor;
        this.deadline = sessions.deadline();
    }

    /** Makes the next attempt, and further ones if other sessions take the slots. */
    public CompletableFuture<T> next() {
        return sessions.attempt(live, command, deadline)
                .handleAsync(this::settled, executor)
                .thenCompose(stage -> stage);
    }

    private CompletionStage<T> settled(@Nullable T result, @Nullable Throwable failure) {
        if (failure == null) {
            return CompletableFuture.completedFuture(result);
        }
        if (!(Futures.unwrapped(failure) instanceof SlotNeeded)) {
            return CompletableFuture.failedFuture(Futures.unwrapped(failure));
        }
        if (deadline.isOver()) {
            throw CommandFailures.notStored(command.name() + " lost every race for a slot", null);
        }
        command.useSlot(freeSlot.getAsInt());
        return sessions.pause(races.lost()).thenCompose(paused -> next());
    }
}
