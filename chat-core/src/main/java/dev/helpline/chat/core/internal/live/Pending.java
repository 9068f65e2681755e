package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.internal.change.SessionDraft;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way, and the last decision about it. The caller gets the result once the round of the decision is stored, since the
 * decision may depend on changes of the same round. Used by one thread at a time.
 *
 * @param <T> the result of the command
 */
final class Pending<T> {
    private final SessionCommand<T> command;
    private final Deadline deadline;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    private @Nullable Decision<T> decision;
    private List<Entry> appended = List.of();
    private boolean takesSlot;
    private boolean repeated;
    private boolean fresh;
    private boolean alone;

    Pending(SessionCommand<T> command, Deadline deadline) {
        this.command = command;
        this.deadline = deadline;
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    SessionCommand<T> command() {
        return command;
    }

    Deadline deadline() {
        return deadline;
    }

    boolean isLate() {
        return deadline.isOver();
    }

    /** Decides the command on the draft, and adds to the draft what it changes. */
    void decide(SessionDraft draft, Instant now, EntryLookup stored) {
        Optional<Entry> earlier = command.repeatableAs().flatMap(draft::find);
        if (earlier.isEmpty() && repeated) {
            earlier = command.repeatableAs().flatMap(stored::find);
        }
        Decision<T> made =
                earlier.isPresent() ? command.decideRepeated(earlier.get()) : command.decide(draft.session(), now);
        if (made instanceof Decision.Refuse<T> && earlier.isEmpty()) {
            // A retry gets the first result even if the session has changed and would refuse the command now.
            Optional<Entry> before = command.repeatableAs().flatMap(stored::find);
            made = before.isPresent() ? command.decideRepeated(before.get()) : made;
        }
        Session before = draft.session();
        if (made instanceof Decision.Change<T> change) {
            appended = draft.add(change.change());
        }
        takesSlot = takesSlot(before, draft.session());
        decision = made;
    }

    /** Another customer's or agent's slot is another slot, even under the same number. */
    private static boolean takesSlot(Session before, Session after) {
        boolean changesCustomer =
                !after.customer().id().equals(before.customer().id());
        return isTaken(
                        Objects.equals(before.slotHolder(), after.slotHolder()) ? before.agentSlot() : null,
                        after.agentSlot())
                || isTaken(changesCustomer ? null : before.openSlot(), after.openSlot());
    }

    private static boolean isTaken(@Nullable Integer before, @Nullable Integer after) {
        return after != null && !after.equals(before);
    }

    /** Whether the decision may depend on a session that is no longer the newest, and has to be made again. */
    boolean doubtful() {
        return !fresh && !(decision instanceof Decision.Change<T>);
    }

    /** The session was just read from the store. */
    void markFresh() {
        fresh = true;
    }

    /** The store has an entry under the command's id. */
    void markRepeated() {
        repeated = true;
    }

    /** The command is to go without others. */
    void markAlone() {
        alone = true;
    }

    boolean isAlone() {
        return alone;
    }

    boolean takesSlot() {
        return takesSlot;
    }

    /** The command is to be decided once more, on a session that may have changed. */
    void goAgain() {
        fresh = false;
    }

    /** Completes the caller's future, now that the decision is stored. */
    void announce(Session stored) {
        try {
            answer(stored);
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private void answer(Session stored) {
        Decision<T> made = decision;
        if (made instanceof Decision.Change<T> change) {
            answer.complete(change.answerer().answer(stored, appended));
        } else if (made instanceof Decision.Answer<T> same) {
            answer.complete(same.answerer().apply(stored));
        } else if (made instanceof Decision.Refuse<T> refuse) {
            answer.completeExceptionally(refuse.refusal());
        } else {
            answer.completeExceptionally(new SlotNeeded());
        }
    }

    /** Tells the caller that a slot is needed after all. */
    void needSlot() {
        answer.completeExceptionally(new SlotNeeded());
    }

    /** Tells the caller that the command was refused, or failed. */
    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    /** Finds an entry of the session, in memory or in the store. */
    @FunctionalInterface
    interface EntryLookup {
        Optional<Entry> find(EntryId id);
    }
}
