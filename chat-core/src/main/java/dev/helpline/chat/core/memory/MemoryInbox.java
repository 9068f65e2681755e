package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.inbox.InboxCounts;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The commands that are to be carried out, by number. Thread-safe. */
final class MemoryInbox {
    private final NavigableMap<Long, InboxCommand> commands = new TreeMap<>();
    private long last;

    synchronized void add(InboxCommand command) {
        last++;
        commands.put(last, command.toBuilder().number(last).build());
    }

    synchronized List<SessionId> sessions(Instant now, int limit) {
        Map<SessionId, InboxCommand> first = new LinkedHashMap<>();
        waiting().forEach(command -> first.putIfAbsent(command.session(), command));
        return first.values().stream()
                .filter(command -> !dueAt(command).isAfter(now))
                .sorted(Comparator.comparing(MemoryInbox::dueAt).thenComparing(InboxCommand::number))
                .limit(limit)
                .map(InboxCommand::session)
                .toList();
    }

    synchronized List<InboxCommand> of(SessionId session, int limit) {
        return waiting()
                .filter(command -> command.session().equals(session))
                .limit(limit)
                .toList();
    }

    private Stream<InboxCommand> waiting() {
        return commands.values().stream().filter(command -> command.dueAt() != null);
    }

    private static Instant dueAt(InboxCommand command) {
        return Objects.requireNonNull(command.dueAt(), "dueAt");
    }

    synchronized void done(InboxCommand command) {
        commands.computeIfPresent(command.number(), (number, known) -> known.dueAt() == null ? known : null);
    }

    synchronized void failed(InboxCommand failed) {
        InboxCommand known = commands.get(failed.number());
        if (known == null) {
            return;
        }
        Instant due = failed.dueAt();
        commands.put(
                failed.number(),
                known.toBuilder()
                        .attempts(failed.attempts())
                        .failure(failed.failure())
                        .dueAt(due)
                        .build());
        if (due != null) {
            commands.replaceAll((number, later) ->
                    isHeldUp(later, failed, due) ? later.toBuilder().dueAt(due).build() : later);
        }
    }

    private static boolean isHeldUp(InboxCommand later, InboxCommand failed, Instant due) {
        return later.session().equals(failed.session())
                && later.number() > failed.number()
                && later.dueAt() != null
                && dueAt(later).isBefore(due);
    }

    synchronized List<InboxCommand> refused(long after, int limit) {
        return commands.tailMap(after, false).values().stream()
                .filter(command -> command.dueAt() == null)
                .limit(limit)
                .toList();
    }

    synchronized boolean retry(InboxCommand refused, Instant now) {
        return changeRefused(
                refused,
                refused.toBuilder().attempts(0).failure(null).dueAt(now).build());
    }

    synchronized boolean discard(InboxCommand refused) {
        return changeRefused(refused, null);
    }

    private boolean changeRefused(InboxCommand refused, @Nullable InboxCommand to) {
        InboxCommand known = commands.get(refused.number());
        if (known == null || known.dueAt() != null) {
            return false;
        }
        if (to == null) {
            commands.remove(refused.number());
        } else {
            commands.put(refused.number(), to);
        }
        return true;
    }

    /** Removes the commands of a session. Returns how many there were. */
    synchronized int erase(SessionId session) {
        int before = commands.size();
        commands.values().removeIf(command -> command.session().equals(session));
        return before - commands.size();
    }

    synchronized InboxCounts counts() {
        long waiting = waiting().count();
        return InboxCounts.of(waiting, commands.size() - waiting);
    }
}
