package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.change.ChangeFollowUp;
import dev.helpline.chat.core.internal.change.SessionDraft;
import dev.helpline.chat.core.internal.live.Pending.EntryLookup;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The commands that go into one commit, in their order. The list never changes; its commands do. */
record Round(List<Pending<?>> commands) {
    static final Round EMPTY = new Round(List.of());

    Round {
        commands = List.copyOf(commands);
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    int size() {
        return commands.size();
    }

    /** A round of those commands that meet the condition. */
    Round only(Predicate<Pending<?>> condition) {
        return new Round(commands.stream().filter(condition).toList());
    }

    void each(Consumer<Pending<?>> action) {
        commands.forEach(action);
    }

    /** Decides the commands one after the other, each on what those before it leave. */
    SessionDraft decide(Session base, Instant now, EntryLookup stored, ChangeFollowUp followUp) {
        SessionDraft draft = SessionDraft.following(base, now, followUp);
        commands.forEach(command -> command.decide(draft, now, stored));
        return draft;
    }

    /** Whether a decision may depend on a session that is no longer the newest, and has to be made again. */
    boolean isDoubtful() {
        return commands.stream().anyMatch(Pending::doubtful);
    }

    /** Completes the callers' futures, now that the decisions are stored. */
    void announce(Session stored) {
        commands.forEach(command -> command.announce(stored));
    }

    /** Fails each command with a failure of its own. */
    void fail(Function<Pending<?>, Throwable> failure) {
        commands.forEach(command -> command.fail(failure.apply(command)));
    }

    /** How long the callers still wait; zero if none does. */
    Duration timeLeft() {
        return commands.stream()
                .map(command -> command.deadline().left())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
